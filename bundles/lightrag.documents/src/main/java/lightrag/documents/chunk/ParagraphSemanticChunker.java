package lightrag.documents.chunk;

import java.util.List;
import java.util.Map;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import org.osgi.service.component.annotations.Component;

/**
 * Chunks along a document's headings. These come from a parser's block list, which text alone does
 * not have: it is split as rule CH-50 says then, at paragraphs, lines and finer.
 */
@Component
public final class ParagraphSemanticChunker implements Chunker {

    @Override
    public String strategy() {
        return "paragraph_semantic";
    }

    @Override
    public List<Chunk> chunk(String text, Map<String, Object> params, Tools tools) {
        ChunkParams options = new ChunkParams(params);
        int size = options.size(2000);
        int overlap = Math.min(options.overlap(), size - 1);
        return new RecursiveSplitter(
                        tools.tokenizer(), size, overlap, RecursiveSplitter.PLAIN_SEPARATORS)
                .split(text);
    }
}
