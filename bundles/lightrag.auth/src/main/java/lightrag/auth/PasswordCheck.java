package lightrag.auth;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import lightrag.auth.users.StoredPassword;

/**
 * Checks passwords at one price: whether the name is unknown, the password kept plain or hashed,
 * the time tells nothing. Few at once, so that logins can't take the processors from everybody else.
 */
final class PasswordCheck {

    /** A well-formed bcrypt hash of cost 12 of no known password. */
    private static final StoredPassword DECOY =
            StoredPassword.parse(
                    "$2b$12$x0ZqfXGJ7aFvT5m2nPq8LeR1sWcYd3uHkB6jV9oNiEzUgMt4QyAhK");

    private final Semaphore slots =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    /** The password as kept when the candidate is right. */
    Optional<StoredPassword> verified(Optional<StoredPassword> kept, String candidate) {
        slots.acquireUninterruptibly();
        try {
            if (kept.isEmpty() || kept.get().cheap()) {
                DECOY.matches(candidate);
            }
            return kept.filter(password -> password.matches(candidate));
        } finally {
            slots.release();
        }
    }
}
