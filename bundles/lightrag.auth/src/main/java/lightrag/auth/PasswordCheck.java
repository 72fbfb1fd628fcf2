package lightrag.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lightrag.api.OverloadedException;
import lightrag.auth.users.StoredPassword;

/**
 * Checks passwords at one price: whether the name is unknown, the password kept plain or hashed,
 * the time tells nothing. Few at once, so that logins can't take the processors from everybody
 * else.
 */
final class PasswordCheck {

    /** A well-formed bcrypt hash of cost 12 of no known password. */
    private static final StoredPassword DECOY =
            StoredPassword.parse("$2b$12$x0ZqfXGJ7aFvT5m2nPq8LeR1sWcYd3uHkB6jV9oNiEzUgMt4QyAhK");

    private final Semaphore slots;
    private final Duration patience;

    /**
     * A check that keeps others waiting.
     *
     * @param atOnce how many passwords are hashed at the same time
     * @param patience how long one more waits for its turn
     */
    PasswordCheck(int atOnce, Duration patience) {
        this.slots = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /**
     * The password as kept when the candidate is right.
     *
     * @throws OverloadedException too many others are waiting
     */
    Optional<StoredPassword> verified(Optional<StoredPassword> kept, String candidate) {
        awaitTurn();
        try {
            if (kept.isEmpty() || kept.get().cheap()) {
                DECOY.matches(candidate);
            }
            return kept.filter(password -> password.matches(candidate));
        } finally {
            slots.release();
        }
    }

    private void awaitTurn() {
        try {
            if (slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new OverloadedException(
                "Too many logins at once. Try again in a few seconds.", patience);
    }
}
