package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Moves of tenant A's workspace to other stores, by an operator, while its user works. */
record Moves(Api admin, Api user) {

    static final String BINDINGS = "/admin/workspaces/tenant_a/bindings";
    static final String MIGRATION = "/admin/workspaces/tenant_a/migration";
    static final Map<String, Object> QUESTION =
            Map.of("query", "Who repairs the clock of Harrowgate?", "only_need_context", true);

    static Moves of(Api api) {
        Moves moves = new Moves(api.withKey(HouseServer.KEY_ADMIN), api.withKey(HouseServer.KEY_A));
        HouseServer.await(() -> moves.admin.get("/admin/storages").status() == 200);
        return moves;
    }

    void insertFacts(int count) {
        for (int i = 0; i < count; i++) {
            user.insert(
                    "fact-" + i + ".txt",
                    "Iris Falk repairs the clock number " + i + " of Harrowgate for Odo Brandt.");
        }
    }

    JsonNode bindings() {
        return done(admin.get(BINDINGS));
    }

    JsonNode put(Map<String, String> settings) {
        return done(admin.send("PUT", BINDINGS, Api.JSON.writeValueAsString(settings)));
    }

    JsonNode confirm() {
        return done(admin.post(MIGRATION + "/confirm", Map.of()));
    }

    JsonNode back() {
        return done(admin.post(MIGRATION + "/back", Map.of()));
    }

    private static JsonNode done(Api.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    JsonNode migration() {
        return done(admin.get(MIGRATION));
    }

    /** Waits until other stores are in force. */
    JsonNode awaitSwitch() {
        HouseServer.await(
                () -> {
                    JsonNode state = migration();
                    assertThat(state.path("phase").asString())
                            .as(state.toString())
                            .isNotIn("FAILED", "CANCELLED");
                    return Set.of("SWITCHED", "RETURNED").contains(state.path("phase").asString());
                });
        return migration();
    }

    void awaitPhase(String phase) {
        HouseServer.await(() -> bindings().at("/migration/phase").asString().equals(phase));
    }

    String answer() {
        Api.Reply reply = user.post("/query", QUESTION);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().path("response").asString();
    }

    int processed() {
        return user.get("/documents/status_counts").json().at("/status_counts/processed").asInt();
    }

    /** File names; fails when one is there twice. */
    Set<String> documents() {
        JsonNode page =
                user.post("/documents/paginated", Map.of("page", 1, "page_size", 200)).json();
        Set<String> names = new TreeSet<>();
        for (JsonNode document : page.path("documents")) {
            assertThat(names.add(document.path("file_path").asString()))
                    .as(document.toString())
                    .isTrue();
        }
        return names;
    }

    /** Asks and inserts, until it is closed. */
    Load load() {
        return Load.on(user, QUESTION, 150);
    }
}
