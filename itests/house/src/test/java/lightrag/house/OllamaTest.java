package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ollama's clients, each with the requests it really sends, as one tenant of several. */
class OllamaTest {

    private static final String ID = "lri_0123456789abcdefghijklmnopqrstuv";
    private static final String KEY = "sk-house-ollama-0001";
    private static final List<String> COUNTS =
            List.of(
                    "total_duration",
                    "load_duration",
                    "prompt_eval_count",
                    "prompt_eval_duration",
                    "eval_count",
                    "eval_duration");

    private static HouseServer server;

    @BeforeAll
    static void start() {
        var folder = HouseServer.folder();
        Map<String, Object> olga =
                Map.of(
                        "username",
                        "olga",
                        "workspace",
                        "team_o",
                        "api_keys",
                        List.of(Map.of("key", KEY, "id", ID)));
        List<Object> users = new ArrayList<>((List<?>) HouseServer.users().get("users"));
        users.add(olga);
        server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .withUsers(
                                        HouseServer.write(
                                                folder.resolve("users.json"),
                                                Map.of("users", users))));
        server.api()
                .withKey(KEY)
                .insert("tarn.txt", "Ada Brook maps the river Tarn for the Survey Office.");
        server.api()
                .withKey(HouseServer.KEY_B)
                .insert("loire.txt", "Ben Stone maps the river Loire for the Harbour Office.");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Api byBearer() {
        return server.api().with("Authorization", "Bearer " + KEY);
    }

    private static Api byId() {
        return server.api().under("/t/" + ID);
    }

    @Test
    void whatSaysNothingOfAnybodyIsOpenAndTheRestIsNot() {
        assertThat(server.api().get("/api/version").json().path("version").asString())
                .matches("\\d+\\.\\d+\\.\\d+");
        for (String list : List.of("/api/tags", "/api/ps")) {
            JsonNode model = server.api().get(list).json().path("models").path(0);
            assertThat(model.path("name").asString()).isEqualTo("lightrag:latest");
            assertThat(model.path("details").path("format").asString()).isEqualTo("gguf");
        }
        assertThat(byId().get("/api/tags").status()).isEqualTo(200);
        Map<String, Object> question = chat(false, "Who maps the river Tarn?");
        assertThat(server.api().post("/api/chat", question).status()).isEqualTo(401);
        assertThat(server.api().post("/api/generate", generate("Hello")).status()).isEqualTo(401);
        assertThat(server.api().under("/t/team_o").post("/api/chat", question).status())
                .as("the name of a workspace is no credential")
                .isEqualTo(401);
        assertThat(server.api().under("/t/" + ID + "x").post("/api/chat", question).status())
                .isEqualTo(401);
    }

    @Test
    void theTenantComesFromTheKeyOrFromTheIdInThePath() {
        for (Api api : List.of(byBearer(), byId())) {
            String context =
                    content(api.post("/api/chat", chat(false, "/naivecontext Who maps a river?")));
            assertThat(context).contains("Tarn").doesNotContain("Loire");
        }
        assertThat(byId().get("/documents/status_counts").status()).isEqualTo(403);
    }

    /** Open WebUI: a system message first, a stream, options and more that is not for us. */
    @Test
    void openWebUiStreams() {
        Map<String, Object> request =
                Map.of(
                        "model",
                        "lightrag:latest",
                        "messages",
                        List.of(
                                Map.of("role", "system", "content", "Be brief."),
                                Map.of("role", "user", "content", "Hello"),
                                Map.of("role", "assistant", "content", "Hello."),
                                Map.of("role", "user", "content", "Who maps the river Tarn?")),
                        "stream",
                        true,
                        "options",
                        Map.of("temperature", 0.5, "num_ctx", 8192),
                        "keep_alive",
                        "5m",
                        "format",
                        "");
        Api.Reply reply = byBearer().post("/api/chat", request);
        assertThat(reply.response().headers().firstValue("content-type").orElse(""))
                .startsWith("application/x-ndjson");
        List<JsonNode> lines = reply.body().lines().map(line -> Api.JSON.readTree(line)).toList();
        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(lines.subList(0, lines.size() - 1))
                .allMatch(line -> !line.path("done").asBoolean(true))
                .allMatch(line -> line.path("message").path("role").asString().equals("assistant"));
        JsonNode last = lines.getLast();
        assertThat(last.path("done").asBoolean(false)).isTrue();
        assertThat(last.path("done_reason").asString()).isEqualTo("stop");
        assertThat(last.path("message").path("content").asString()).isEmpty();
        assertThat(COUNTS).allMatch(name -> last.path(name).isIntegralNumber());
        assertThat(last.path("prompt_eval_count").asInt())
                .as("tokens of the question in the vocabulary o200k_base")
                .isEqualTo(6);
        assertThat(last.path("eval_count").asInt()).isPositive();
        assertThat(last.path("total_duration").asLong())
                .isEqualTo(
                        last.path("prompt_eval_duration").asLong()
                                + last.path("eval_duration").asLong());
    }

    /** Open WebUI asks for titles and tags without stream; retrieval would only disturb them. */
    @Test
    void titlesComeFromTheModelItself() {
        String job =
                "### Task:\nGenerate a concise title.\n### Chat History:\n<chat_history>\nUSER: Who"
                        + " maps the river Tarn?\nASSISTANT: Ada Brook.\n</chat_history>";
        String title = content(byBearer().post("/api/chat", chat(false, job)));
        String bypass = content(byBearer().post("/api/chat", chat(false, "/bypass " + job)));
        assertThat(title).isEqualTo(bypass).doesNotContain("tarn.txt");
    }

    /** LiteLLM's provider "ollama" prompts, its provider "ollama_chat" chats, both without null. */
    @Test
    void liteLlmPromptsAndChats() {
        Api.Reply prompted =
                byBearer()
                        .post(
                                "/api/generate",
                                Map.of(
                                        "model",
                                        "lightrag:latest",
                                        "prompt",
                                        "### User:\nHello\n\n",
                                        "options",
                                        Map.of("num_predict", 20),
                                        "stream",
                                        false,
                                        "images",
                                        List.of()));
        assertThat(prompted.status()).isEqualTo(200);
        assertThat(prompted.json().path("response").asString()).isNotBlank();
        assertThat(prompted.json().path("context").isArray()).isTrue();
        assertThat(COUNTS).allMatch(name -> prompted.json().path(name).isIntegralNumber());
        Api.Reply chatted =
                byBearer()
                        .post(
                                "/api/chat",
                                Map.of(
                                        "model",
                                        "lightrag:latest",
                                        "messages",
                                        List.of(
                                                Map.of(
                                                        "role",
                                                        "user",
                                                        "content",
                                                        "Who maps the river Tarn?",
                                                        "images",
                                                        List.of())),
                                        "options",
                                        Map.of("temperature", 0),
                                        "stream",
                                        false));
        assertThat(content(chatted)).contains("Ada Brook");
    }

    @Test
    void bodiesOfAnyTypeAreRead() {
        String question = Api.JSON.writeValueAsString(chat(false, "Who maps the river Tarn?"));
        for (String type :
                List.of(
                        "application/octet-stream",
                        "text/plain",
                        "application/x-www-form-urlencoded")) {
            Api.Reply reply = byBearer().raw("/api/chat", type, question);
            assertThat(reply.status()).as(type).isEqualTo(200);
            assertThat(content(reply)).as(type).contains("Ada Brook");
        }
    }

    @Test
    void prefixesChooseTheWay() {
        assertThat(
                        content(
                                byBearer()
                                        .post(
                                                "/api/chat",
                                                chat(false, "/context Who maps the river Tarn?"))))
                .contains("tarn.txt");
        assertThat(
                        content(
                                byBearer()
                                        .post(
                                                "/api/chat",
                                                chat(
                                                        false,
                                                        "/naive[in one word] Who maps the river Tarn?"))))
                .isNotBlank();
        List<JsonNode> context =
                byBearer()
                        .post("/api/chat", chat(true, "/mixcontext Who maps the river Tarn?"))
                        .body()
                        .lines()
                        .map(line -> Api.JSON.readTree(line))
                        .toList();
        assertThat(context).as("what is there at once comes as two lines").hasSize(2);
        assertThat(context.getLast().path("prompt_eval_duration").asLong()).isZero();
    }

    @Test
    void whatIsNoQuestionIsRefused() {
        Map<String, Object> empty = new HashMap<>(chat(false, "x"));
        empty.put("messages", List.of());
        Map<String, Object> trailing = new HashMap<>(chat(false, "x"));
        trailing.put(
                "messages",
                List.of(
                        Map.of("role", "user", "content", "Who maps the river Tarn?"),
                        Map.of("role", "assistant", "content", "Ada")));
        for (Map<String, Object> request :
                List.of(
                        empty,
                        trailing,
                        chat(false, ""),
                        chat(true, "  "),
                        chat(false, "/local "))) {
            Api.Reply reply = byBearer().post("/api/chat", request);
            assertThat(reply.status()).as(request.toString()).isEqualTo(400);
            assertThat(reply.json().path("detail").asString()).isNotBlank();
        }
    }

    private static String content(Api.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("done").asBoolean(false)).isTrue();
        return reply.json().path("message").path("content").asString();
    }

    private static Map<String, Object> chat(boolean stream, String question) {
        return Map.of(
                "model",
                "lightrag:latest",
                "messages",
                List.of(Map.of("role", "user", "content", question)),
                "stream",
                stream);
    }

    private static Map<String, Object> generate(String prompt) {
        return Map.of("model", "lightrag:latest", "prompt", prompt);
    }
}
