package lightrag.engine.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lightrag.api.ChatMessage;
import lightrag.api.LightRagException;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.cache.CachedModel;
import lightrag.engine.cache.CachedModel.Reply;
import lightrag.engine.options.ExtractionOptions;
import lightrag.engine.prompt.Prompts;
import lightrag.engine.rows.ChunkRow;
import lightrag.engine.task.Cancellation;
import lightrag.engine.task.Workers;
import lightrag.engine.text.Headings;
import lightrag.spi.model.CallPriority;
import lightrag.spi.text.Tokenizer;

/**
 * Asks the model for the entities and relations of chunks, several at a time (rules EX-1 to EX-22).
 */
public final class Extractor {

    private final CachedModel model;
    private final ExtractionPrompts prompts;
    private final ExtractionOptions options;
    private final Tokenizer tokenizer;
    private final Workers workers;

    /** Of what is the same in every gleaning call. */
    private final int frameTokens;

    public Extractor(
            CachedModel model,
            Prompts prompts,
            ExtractionOptions options,
            Tokenizer tokenizer,
            Workers workers) {
        this.model = model;
        this.prompts = new ExtractionPrompts(prompts, options);
        this.options = options;
        this.tokenizer = tokenizer;
        this.workers = workers;
        this.frameTokens =
                tokenizer.count(this.prompts.system()) + tokenizer.count(this.prompts.more());
    }

    /**
     * Extractions in the order of the chunks.
     *
     * @param done told of each extraction as it is made, from several threads
     * @throws ExtractionFailedException a chunk failed; calls under way for others were cancelled
     */
    public List<Extraction> extract(
            List<ChunkRow> chunks, Consumer<Extraction> done, Cancellation scope) {
        AtomicInteger finished = new AtomicInteger();
        List<Supplier<Extraction>> tasks = new ArrayList<>(chunks.size());
        for (ChunkRow chunk : chunks) {
            tasks.add(
                    () -> {
                        try {
                            Extraction extraction = extract(chunk, scope);
                            done.accept(extraction);
                            finished.incrementAndGet();
                            return extraction;
                        } catch (LightRagException e) {
                            String place =
                                    "C["
                                            + (finished.get() + 1)
                                            + "/"
                                            + chunks.size()
                                            + "]: "
                                            + chunk.id()
                                            + ": ";
                            throw new ExtractionFailedException(place + e.getMessage(), e);
                        }
                    });
        }
        return workers.all(tasks, options.chunkConcurrency(), scope);
    }

    private Extraction extract(ChunkRow chunk, Cancellation scope) {
        String text = ParserMarkup.strip(chunk.content());
        String user = prompts.user(text, sectionPath(chunk));
        Reply first = ask(user, List.of(), chunk, scope);
        Records records = parse(first, chunk);
        List<String> keys = new ArrayList<>();
        first.key().ifPresent(keys::add);
        int truncated = first.truncated() ? 1 : 0;
        if (options.gleaning() && fits(user, chunk, first.text())) {
            Reply more = ask(prompts.more(), history(user, first.text()), chunk, scope);
            records = records.refinedBy(parse(more, chunk));
            more.key().ifPresent(keys::add);
            truncated += more.truncated() ? 1 : 0;
        }
        ItemRecords.addTo(
                records, chunk, new Provenance(chunk.id(), chunk.filePath(), first.timestamp()));
        return new Extraction(chunk, records, keys, truncated);
    }

    private String sectionPath(ChunkRow chunk) {
        return chunk.heading()
                .map(
                        heading ->
                                Stream.concat(
                                                heading.parents().stream(),
                                                Stream.of(heading.heading()))
                                        .toList())
                .map(path -> Headings.path(path, tokenizer))
                .orElse("");
    }

    private Reply ask(String user, List<ChatMessage> history, ChunkRow chunk, Cancellation scope) {
        return model.ask(
                new CachedModel.Question(
                        CacheKind.EXTRACT,
                        user,
                        Optional.of(prompts.system()),
                        history,
                        options.json(),
                        Optional.of(chunk.id()),
                        CallPriority.INGEST),
                scope);
    }

    private Records parse(Reply reply, ChunkRow chunk) {
        Provenance from = new Provenance(chunk.id(), chunk.filePath(), reply.timestamp());
        return ReplyParser.parse(reply.text(), options.json(), from);
    }

    private static List<ChatMessage> history(String user, String reply) {
        return List.of(new ChatMessage("user", user), new ChatMessage("assistant", reply));
    }

    /** Rule EX-21. No text has more tokens than bytes, so most are never counted. */
    private boolean fits(String user, ChunkRow chunk, String reply) {
        if (options.maxInputTokens() <= 0) {
            return true;
        }
        int wrapper = Math.max(0, bytes(user) - bytes(chunk.content()));
        int atMost = frameTokens + wrapper + chunk.tokens() + bytes(reply);
        return atMost <= options.maxInputTokens()
                || frameTokens + tokenizer.count(user) + tokenizer.count(reply)
                        <= options.maxInputTokens();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
