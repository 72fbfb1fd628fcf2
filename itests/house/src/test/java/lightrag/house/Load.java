package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Clients of one workspace that ask, stream and insert, one call after the other, until closed. */
final class Load implements AutoCloseable {

    private final Api user;
    private final Object question;
    private final int insertsMax;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inserted = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Thread> clients;

    private Load(Api user, Object question, int insertsMax) {
        this.user = user;
        this.question = question;
        this.insertsMax = insertsMax;
        this.clients =
                Stream.<Runnable>of(this::ask, this::ask, this::insert)
                        .map(Thread.ofVirtual()::start)
                        .toList();
    }

    /**
     * @param question body of a query
     */
    static Load on(Api user, Map<String, Object> question) {
        return new Load(user, question, Integer.MAX_VALUE);
    }

    /** As {@link #on}, inserting so many texts only. */
    static Load on(Api user, Map<String, Object> question, int insertsMax) {
        return new Load(user, question, insertsMax);
    }

    private void ask() {
        while (!over.get()) {
            note(user.post("/query/data", question));
            note(user.post("/query/stream", question));
            asked.addAndGet(2);
        }
    }

    private void insert() {
        while (!over.get() && inserted.get() < insertsMax) {
            int number = inserted.incrementAndGet();
            note(
                    user.post(
                            "/documents/text",
                            Map.of(
                                    "text",
                                    "Note " + number + ": Iris Falk was here.",
                                    "file_source",
                                    "note-" + number + ".txt")));
        }
    }

    private void note(Api.Reply reply) {
        if (reply.status() != 200 || reply.body().contains("\"error\"")) {
            failures.add(reply.status() + " " + reply.body());
        }
    }

    /** Texts that were sent so far. */
    int inserted() {
        return inserted.get();
    }

    /** Questions that were answered so far. */
    int asked() {
        return asked.get();
    }

    /** Ends the calls; fails when one of them did. */
    @Override
    public void close() {
        over.set(true);
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        assertThat(failures).isEmpty();
    }

    /** Waits until all is worked off, and counts what is processed. */
    void assertProcessed(int besides) {
        user.awaitIdle();
        JsonNode counts = user.get("/documents/status_counts").json().path("status_counts");
        assertThat(counts.path("processed").asInt()).isEqualTo(inserted() + besides);
    }
}
