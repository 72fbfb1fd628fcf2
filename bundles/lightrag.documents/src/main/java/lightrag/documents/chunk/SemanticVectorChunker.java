package lightrag.documents.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import org.osgi.service.component.annotations.Component;

/**
 * Groups neighbouring sentences while their embeddings stay close (rules CH-40 to CH-42). A group
 * is cut out of the text as it stands; groups above the limit are split further.
 */
@Component
public final class SemanticVectorChunker implements Chunker {

    @Override
    public String strategy() {
        return "semantic_vector";
    }

    @Override
    public List<Chunk> chunk(String text, Map<String, Object> params, Tools tools) {
        ChunkParams options = new ChunkParams(params);
        int size = options.size(1200);
        Sentences sentences =
                Sentences.of(text, options.text("sentence_split_regex").orElse(Sentences.DEFAULT));
        RecursiveSplitter resplit =
                new RecursiveSplitter(
                        tools.tokenizer(), size, 0, RecursiveSplitter.PLAIN_SEPARATORS);
        List<Chunk> chunks = new ArrayList<>();
        for (String group : groups(sentences, options, tools.embed())) {
            int tokens = tools.tokenizer().count(group);
            if (tokens <= size) {
                chunks.add(new Chunk(group, tokens, chunks.size(), Optional.empty()));
            } else {
                resplit.split(group).forEach(part -> chunks.add(renumbered(part, chunks.size())));
            }
        }
        return chunks;
    }

    private static Chunk renumbered(Chunk chunk, int order) {
        return new Chunk(chunk.content(), chunk.tokens(), order, chunk.heading());
    }

    private static List<String> groups(Sentences sentences, ChunkParams options, Embedder embed) {
        Breakpoints breakpoints = breakpoints(options);
        int count = sentences.size();
        boolean two = count == 2 && breakpoints.kind() == Breakpoints.Kind.GRADIENT;
        int[] ends =
                count <= 1 ? new int[0] : two ? new int[] {0} : breaks(sentences, options, embed);
        List<String> groups = new ArrayList<>();
        int first = 0;
        for (int end : ends) {
            sentences.text(first, end).ifPresent(groups::add);
            first = end + 1;
        }
        if (first < count) {
            sentences.text(first, count - 1).ifPresent(groups::add);
        }
        return groups;
    }

    private static int[] breaks(Sentences sentences, ChunkParams options, Embedder embed) {
        int buffer = Math.max(0, options.integer("buffer_size", 1));
        List<float[]> vectors = embed.embed(sentences.windows(buffer));
        double[] distances = new double[vectors.size() - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = 1 - cosine(vectors.get(i), vectors.get(i + 1));
        }
        return breakpoints(options).of(distances);
    }

    private static Breakpoints breakpoints(ChunkParams options) {
        Breakpoints.Kind kind =
                Breakpoints.Kind.fromWire(
                        options.text("breakpoint_threshold_type").orElse("percentile"));
        double amount =
                options.number("breakpoint_threshold_amount")
                        .map(Number::doubleValue)
                        .orElse(kind.defaultAmount());
        return new Breakpoints(kind, amount);
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return aa == 0 || bb == 0 ? 0 : dot / (Math.sqrt(aa) * Math.sqrt(bb));
    }
}
