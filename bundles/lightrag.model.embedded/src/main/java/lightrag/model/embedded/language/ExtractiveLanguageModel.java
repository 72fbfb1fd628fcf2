package lightrag.model.embedded.language;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import lightrag.api.ModelFailureException;
import lightrag.model.embedded.answer.AnswerWriter;
import lightrag.model.embedded.answer.KeywordFinder;
import lightrag.model.embedded.answer.SummaryWriter;
import lightrag.model.embedded.embedding.SentenceEncoder;
import lightrag.model.embedded.extract.ExtractedGraph;
import lightrag.model.embedded.extract.GraphExtractor;
import lightrag.model.embedded.text.EnglishTagger;
import lightrag.model.embedded.text.Lexicon;
import lightrag.spi.model.Completion;
import lightrag.spi.model.CompletionRequest;
import lightrag.spi.model.CompletionStream;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelInfo;
import lightrag.spi.model.TokenUsage;
import tools.jackson.databind.ObjectMapper;

/**
 * A language model that never makes anything up: it finds, chooses and quotes. The same request
 * always gets the same reply. Thread-safe; works on the calling thread.
 */
public final class ExtractiveLanguageModel implements LanguageModel {

    /** The one model of this binding. */
    public static final String NAME = "extractive";

    private static final String TALK =
            "This server's built-in model only quotes documents; it can't hold a conversation. Ask a"
                    + " question in a mode that searches the knowledge base, or set LLM_BINDING to a"
                    + " generative model.";

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final ModelInfo info;
    private final PromptReader prompts = new PromptReader();
    private final GraphWriter graphs = new GraphWriter();
    private final ObjectMapper json = new ObjectMapper();
    private final GraphExtractor extractor;
    private final KeywordFinder keywords;
    private final SummaryWriter summaries;
    private final AnswerWriter answers;

    /**
     * @param binding under which configuration chose this model
     */
    public ExtractiveLanguageModel(
            String binding, Lexicon lexicon, EnglishTagger tagger, SentenceEncoder encoder) {
        this.info = new ModelInfo(binding, Optional.empty(), NAME);
        this.extractor = new GraphExtractor(lexicon, tagger);
        this.keywords = new KeywordFinder(lexicon, tagger);
        this.summaries = new SummaryWriter(lexicon);
        this.answers = new AnswerWriter(lexicon, encoder);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public Completion complete(CompletionRequest request) {
        List<String> pieces = pieces(request);
        List<String> kept = limited(pieces, request.maxTokens());
        return new Completion(
                String.join("", kept), kept.size() < pieces.size(), TokenUsage.UNKNOWN);
    }

    @Override
    public CompletionStream stream(CompletionRequest request) {
        return new Pieces(limited(pieces(request), request.maxTokens()).iterator());
    }

    private List<String> pieces(CompletionRequest request) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ModelFailureException("The call was cancelled.", true);
        }
        return switch (prompts.read(request)) {
            case Task.Extraction(String text, boolean asJson) -> extraction(text, asJson);
            case Task.Gleaning(boolean asJson) ->
                    List.of(asJson ? graphs.object(NOTHING_MORE) : GraphWriter.COMPLETE);
            case Task.Keywords(String question) -> List.of(keywords(question));
            case Task.Summary(String subject, List<String> descriptions) ->
                    List.of(summaries.summarise(subject, descriptions));
            case Task.Description(String content) ->
                    List.of(json.writeValueAsString(DescriptionWriter.describe(content)));
            case Task.Answer answer ->
                    answers.answer(
                            answer.question(),
                            answer.earlier(),
                            answer.context(),
                            request.priority());
            case Task.Talk() -> List.of(request.json() ? "{}" : TALK);
        };
    }

    private static final ExtractedGraph NOTHING_MORE = new ExtractedGraph(List.of(), List.of());

    private List<String> extraction(String text, boolean asJson) {
        ExtractedGraph graph = extractor.extract(text);
        return asJson ? List.of(graphs.object(graph)) : graphs.lines(graph);
    }

    private String keywords(String question) {
        KeywordFinder.Keywords found = keywords.find(question);
        Map<String, List<String>> reply = new LinkedHashMap<>();
        reply.put("high_level_keywords", found.high());
        reply.put("low_level_keywords", found.low());
        return json.writeValueAsString(reply);
    }

    /** Whole pieces within the limit, the first one always. */
    private static List<String> limited(List<String> pieces, OptionalInt maxTokens) {
        if (maxTokens.isEmpty()) {
            return pieces;
        }
        long room = (long) maxTokens.getAsInt() * CHARACTERS_PER_TOKEN;
        List<String> kept = new ArrayList<>();
        for (String piece : pieces) {
            room -= piece.length();
            if (room < 0 && !kept.isEmpty()) {
                break;
            }
            kept.add(piece);
        }
        return kept;
    }

    /** Nothing of its own to release: tagger and encoder belong to the binding. */
    @Override
    public void close() {}

    private static final class Pieces implements CompletionStream {

        private final Iterator<String> pieces;
        private volatile boolean closed;

        Pieces(Iterator<String> pieces) {
            this.pieces = pieces;
        }

        @Override
        public boolean hasNext() {
            return !closed && pieces.hasNext();
        }

        @Override
        public String next() {
            if (closed) {
                throw new NoSuchElementException("the stream is closed");
            }
            return pieces.next();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
