package lightrag.engine.describe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lightrag.api.LightRagException;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.cache.CachedModel;
import lightrag.engine.cache.CachedModel.Question;
import lightrag.engine.cache.CachedModel.Reply;
import lightrag.engine.extract.ExtractionFailedException;
import lightrag.engine.extract.JsonReplyParser;
import lightrag.engine.options.DescribeOptions;
import lightrag.engine.options.ExtractionOptions;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;
import lightrag.engine.task.Cancellation;
import lightrag.engine.task.Workers;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.model.CallPriority;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.ParsedDocument.Item;
import lightrag.spi.text.ParsedDocument.Kind;
import lightrag.spi.text.Tokenizer;

/**
 * Has the tables and formulas of a document described, for documents that ask for it by the letters
 * {@code t} and {@code e} (rule NW-5). Each is one call of the extracting model; a reply that is no
 * such object is asked for once more.
 */
public final class ItemDescriber {

    private static final int MARGIN = 256;

    private final CachedModel model;
    private final Prompts prompts;
    private final DescribeOptions options;
    private final ExtractionOptions extraction;
    private final Tokenizer tokenizer;
    private final Workers workers;

    public ItemDescriber(
            CachedModel model,
            Prompts prompts,
            DescribeOptions options,
            ExtractionOptions extraction,
            Tokenizer tokenizer,
            Workers workers) {
        this.model = model;
        this.prompts = prompts;
        this.options = options;
        this.extraction = extraction;
        this.tokenizer = tokenizer;
        this.workers = workers;
    }

    /**
     * Descriptions of what the letters ask for: tables, then formulas, in the document's order.
     *
     * @throws ExtractionFailedException one could not be described; calls under way were cancelled
     */
    public List<Description> describe(ParsedDocument document, String letters, Cancellation scope) {
        Map<String, Block> blocks =
                document.blocks().stream()
                        .collect(Collectors.toMap(Block::id, Function.identity(), (a, b) -> a));
        List<Supplier<Description>> tasks = new ArrayList<>();
        for (Item item : document.items()) {
            Block block = blocks.get(item.blockId());
            if (block != null && isAskedFor(item.kind(), letters)) {
                tasks.add(() -> describe(item, block, scope));
            }
        }
        return workers.all(tasks, extraction.chunkConcurrency(), scope);
    }

    private static boolean isAskedFor(Kind kind, String letters) {
        return letters.indexOf(kind == Kind.TABLE ? 't' : 'e') >= 0;
    }

    private Description describe(Item item, Block block, Cancellation scope) {
        Question question =
                new Question(
                        CacheKind.ANALYSIS,
                        prompt(item, block),
                        Optional.empty(),
                        List.of(),
                        true,
                        Optional.empty(),
                        CallPriority.INGEST);
        try {
            return read(model.ask(question, scope), item, block)
                    .or(() -> read(model.askAgain(question, scope), item, block))
                    .orElseThrow(
                            () ->
                                    failed(
                                            item,
                                            "The model gave no object with a name and a"
                                                    + " description; retry, or use another model."));
        } catch (LightRagException e) {
            throw new ExtractionFailedException(place(item) + e.getMessage(), e);
        }
    }

    private static Optional<Description> read(Reply reply, Item item, Block block) {
        Map<String, Object> object = JsonReplyParser.object(reply.text());
        String name = text(object, "name");
        String description = text(object, "description");
        if (name.isEmpty() || description.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Description(
                        item, block, name, description, equation(object, item), reply.key()));
    }

    /** As the model wrote it, else as the document has it. */
    private static String equation(Map<String, Object> object, Item item) {
        if (item.kind() == Kind.TABLE) {
            return "";
        }
        String written = text(object, "equation");
        String found = written.isEmpty() ? text(object, "equ") : written;
        return found.isEmpty() ? item.content() : found;
    }

    private static String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String value ? TextCleaner.sanitize(value) : "";
    }

    private String prompt(Item item, Block block) {
        Surroundings around = Surroundings.of(item, block);
        Map<String, String> slots =
                new HashMap<>(
                        Map.of(
                                "language",
                                extraction.language(),
                                "content_format",
                                item.format().equals("json")
                                        ? "JSON: an array of rows, each an array of cells"
                                        : "HTML",
                                "leading",
                                around.leading(options.leadingTokens(), tokenizer),
                                "trailing",
                                around.trailing(options.trailingTokens(), tokenizer)));
        Prompt prompt =
                item.kind() == Kind.TABLE ? Prompt.DESCRIBE_TABLE : Prompt.DESCRIBE_EQUATION;
        slots.put("content", "");
        slots.put("content", fitted(item, tokenizer.count(prompts.fill(prompt, slots))));
        return prompts.fill(prompt, slots);
    }

    /** As much of the content as the model may read. */
    private String fitted(Item item, int frame) {
        String content =
                item.header()
                        .filter(header -> item.format().equals("json"))
                        .map(header -> header + "\n" + item.content())
                        .orElse(item.content());
        int[] tokens = tokenizer.encode(content);
        int room = extraction.maxInputTokens() - frame;
        if (extraction.maxInputTokens() <= 0 || tokens.length <= room) {
            return content;
        }
        if (room - MARGIN < options.contentMinTokens()) {
            throw failed(
                    item,
                    "MAX_EXTRACT_INPUT_TOKENS leaves too little room for it; raise that, or lower"
                            + " SURROUNDING_LEADING_MAX_TOKENS and SURROUNDING_TRAILING_MAX_TOKENS.");
        }
        return tokenizer.decode(tokens, 0, room - MARGIN);
    }

    private static ExtractionFailedException failed(Item item, String problem) {
        return new ExtractionFailedException(place(item) + problem);
    }

    private static String place(Item item) {
        return (item.kind() == Kind.TABLE ? "table/" : "equation/") + item.id() + ": ";
    }
}
