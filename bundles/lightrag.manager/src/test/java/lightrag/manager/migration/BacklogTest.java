package lightrag.manager.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lightrag.spi.storage.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each test would wait for ever where a commit is let that should not be, or the other way. */
@Timeout(60)
class BacklogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Backlog backlog = new Backlog();

    private void commit() {
        backlog.admit();
        backlog.add(List.of(), Optional.empty(), Durability.WRITTEN);
    }

    private void apply() throws InterruptedException {
        assertThat(backlog.take()).isPresent();
        backlog.applied();
    }

    @Test
    void commitsDoNotWaitUntilItDrains() {
        for (int i = 0; i < 100; i++) {
            commit();
        }
        assertThat(backlog.size()).isEqualTo(100);
    }

    @Test
    void whileItDrainsTwoAreAppliedForEachThatComes() throws Exception {
        for (int i = 0; i < 10; i++) {
            commit();
        }
        backlog.drain();
        Thread writer = waiting();
        apply();
        awaitWaiting(writer);
        assertThat(backlog.size()).isEqualTo(9);
        apply();
        writer.join();
        assertThat(backlog.size()).isEqualTo(9);
    }

    @Test
    void noCommitWaitsForOneThatCanNotBeApplied() throws Exception {
        backlog.drain();
        commit();
        Thread second = waiting();
        backlog.stuck(true);
        second.join();
        commit();
        assertThat(backlog.size()).isEqualTo(3);
    }

    @Test
    void whileItDrainsACommitWaitsForTheOneBefore() throws Exception {
        backlog.drain();
        commit();
        Thread second = waiting();
        assertThat(backlog.size()).isEqualTo(1);
        apply();
        second.join();
        assertThat(backlog.size()).isEqualTo(1);
        apply();
        assertThat(backlog.awaitLeft(0, PATIENCE)).isTrue();
    }

    /** Somebody who wants to commit and is not let. */
    private Thread waiting() {
        Thread thread = Thread.ofVirtual().start(this::commit);
        awaitWaiting(thread);
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nobodyWaitsForOneThatHasEnded() throws Exception {
        backlog.drain();
        commit();
        Thread second = waiting();
        backlog.end();
        second.join();
        assertThat(backlog.awaitLeft(0, PATIENCE)).isFalse();
        assertThat(backlog.take()).isEmpty();
    }
}
