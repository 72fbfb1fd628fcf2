package lightrag.rest.ollama;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import lightrag.api.CompletionParam;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRag;
import lightrag.api.QueryMode;
import lightrag.api.QueryParam;
import lightrag.api.SourceFilter;
import lightrag.rest.json.Json;
import lightrag.rest.ollama.OllamaForm.Chat;
import lightrag.rest.ollama.OllamaForm.Generate;
import lightrag.rest.query.QueryWeight;
import lightrag.rest.validation.PlainText;
import lightrag.rest.validation.Refusal;

/** What an Ollama server answers, with the knowledge base as its one model. */
@Path("/api")
public final class OllamaRoutes {
    /** Open WebUI's title and tag jobs; they need the model, not the knowledge base. */
    private static final String SESSION_JOB = "\n<chat_history>\nUSER:";

    private static final String EMPTY_QUERY = "Query must not be empty.";

    private final LightRag rag;
    private final Supplier<String> name;
    private final Supplier<String> tag;

    /**
     * Creates the routes; the name is asked for with each request.
     *
     * @param name of the emulated model
     * @param tag of it, without colon
     */
    public OllamaRoutes(LightRag rag, Supplier<String> name, Supplier<String> tag) {
        this.rag = rag;
        this.name = name;
        this.tag = tag;
    }

    @GET
    @Path("/version")
    public Response version() {
        return Json.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("version", "0.9.3");
                    json.writeEndObject();
                });
    }

    @GET
    @Path("/tags")
    public Response tags() {
        return Json.ok(models()::writeInstalled);
    }

    @GET
    @Path("/ps")
    public Response running() {
        return Json.ok(models()::writeRunning);
    }

    @POST
    @Path("/generate")
    public Response generate(byte[] body) {
        long start = System.nanoTime();
        Generate request = OllamaForm.generate(body);
        requireText(request.prompt());
        var answer = new OllamaAnswer(models().name(), OllamaAnswer.Form.GENERATE);
        var reply = new OllamaReply(answer, rag::countTokens, request.prompt(), start);
        var pieces =
                rag.complete(
                        new CompletionParam(
                                request.prompt(), request.system(), List.of(), request.stream()));
        return request.stream() ? reply.lines(pieces) : reply.whole(pieces);
    }

    @POST
    @Path("/chat")
    public Response chat(byte[] body) {
        long start = System.nanoTime();
        Chat request = OllamaForm.chat(body);
        ChatPrompt prompt = ChatPrompt.parse(request.last().content());
        requireText(prompt.query());
        var answer = new OllamaAnswer(models().name(), OllamaAnswer.Form.CHAT);
        var reply = new OllamaReply(answer, rag::countTokens, prompt.query(), start);
        return goesToModel(request, prompt)
                ? complete(request, prompt, reply)
                : ask(request, prompt, reply);
    }

    private OllamaModels models() {
        String family = name.get();
        return new OllamaModels(family + ":" + tag.get(), family);
    }

    private static boolean goesToModel(Chat request, ChatPrompt prompt) {
        return prompt.mode() == QueryMode.BYPASS
                || (!request.stream() && prompt.query().contains(SESSION_JOB));
    }

    private Response complete(Chat request, ChatPrompt prompt, OllamaReply reply) {
        var pieces =
                rag.complete(
                        new CompletionParam(
                                prompt.query(),
                                request.system(),
                                request.history(),
                                request.stream()));
        return request.stream() ? reply.lines(pieces) : reply.whole(pieces);
    }

    private Response ask(Chat request, ChatPrompt prompt, OllamaReply reply) {
        requireWeight(prompt.query());
        QueryParam param = param(request, prompt);
        return request.stream()
                ? reply.lines(rag.stream(param, step -> {}))
                : reply.whole(rag.query(param).text());
    }

    private static QueryParam param(Chat request, ChatPrompt prompt) {
        return new QueryParam(
                PlainText.strip(prompt.query()),
                prompt.mode(),
                prompt.onlyContext(),
                false,
                Optional.empty(),
                request.stream(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                request.history(),
                prompt.userPrompt(),
                false,
                Optional.empty(),
                SourceFilter.NONE);
    }

    private static void requireText(String query) {
        if (PlainText.isBlank(query)) {
            throw new InvalidInputException("prompt", EMPTY_QUERY);
        }
    }

    private static void requireWeight(String query) {
        try {
            QueryWeight.requireEnough(PlainText.strip(query));
        } catch (Refusal refusal) {
            throw new InvalidInputException("messages", refusal.reason());
        }
    }
}
