package lightrag.documents.chunk;

import java.util.List;
import java.util.Map;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import org.osgi.service.component.annotations.Component;

/** Splits at paragraphs, then lines, then finer (rules CH-30 to CH-32). */
@Component
public final class RecursiveCharacterChunker implements Chunker {

    @Override
    public String strategy() {
        return "recursive_character";
    }

    @Override
    public List<Chunk> chunk(String text, Map<String, Object> params, Tools tools) {
        if (PythonText.strip(text).isEmpty()) {
            return List.of();
        }
        ChunkParams options = new ChunkParams(params);
        List<String> separators =
                options.texts("separators").orElse(RecursiveSplitter.PLAIN_SEPARATORS);
        return new RecursiveSplitter(
                        tools.tokenizer(), options.size(1200), options.overlap(), separators)
                .split(text);
    }
}
