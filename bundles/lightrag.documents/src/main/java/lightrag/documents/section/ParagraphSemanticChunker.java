package lightrag.documents.section;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.documents.chunk.ChunkParams;
import lightrag.documents.chunk.RecursiveSplitter;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.Chunk;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.ParsedDocument;
import lightrag.spi.text.ParsedDocument.Block;
import org.osgi.service.component.annotations.Component;

/**
 * Chunks along a document's headings (section 3.6 of the engine rules). These come from a parser's
 * blocks; a text without any is split at paragraphs, lines and finer (rule CH-50).
 */
@Component
public final class ParagraphSemanticChunker implements Chunker {

    private static final int SIZE = 2000;

    @Override
    public String strategy() {
        return "paragraph_semantic";
    }

    @Override
    public List<Chunk> chunk(String text, Map<String, Object> params, Tools tools) {
        Sizes sizes = sizes(new ChunkParams(params));
        return RecursiveSplitter.plain(tools.tokenizer(), sizes.max(), sizes.overlap()).split(text);
    }

    @Override
    public List<Chunk> chunk(ParsedDocument document, Map<String, Object> params, Tools tools) {
        if (document.blocks().isEmpty()) {
            return chunk(document.text(), params, tools);
        }
        ChunkParams options = new ChunkParams(params);
        Sizes sizes = sizes(options);
        List<Section> cut = cut(blocks(document, options), document, sizes, tools);
        List<Section> glued = new BareHeadings(tools.tokenizer(), sizes).joined(cut);
        return chunks(new SmallSections(tools.tokenizer(), sizes).joined(glued));
    }

    private static Sizes sizes(ChunkParams options) {
        return Sizes.of(options.size(SIZE), options.overlap());
    }

    private static List<Block> blocks(ParsedDocument document, ChunkParams options) {
        if (!options.flag("drop_references")) {
            return document.blocks();
        }
        List<String> headings =
                options.texts("references_headings")
                        .orElse(List.of("References", "Bibliography", "参考文献"));
        return new References(headings, options.integer("references_tail_n", 0))
                .dropped(document.blocks());
    }

    private static List<Section> cut(
            List<Block> blocks, ParsedDocument document, Sizes sizes, Tools tools) {
        LongTables tables = new LongTables(tools.tokenizer(), sizes, heads(document));
        LongSections prose = new LongSections(tools.tokenizer(), sizes);
        List<Section> sections = new ArrayList<>();
        for (Block block : blocks) {
            Section whole = Section.of(block, tools.tokenizer());
            if (!whole.paragraphs().isEmpty()) {
                List<Section> parts = new ArrayList<>();
                tables.cut(whole).forEach(part -> parts.addAll(prose.cut(part)));
                sections.addAll(PartNames.numbered(parts));
            }
        }
        return sections;
    }

    private static Map<String, String> heads(ParsedDocument document) {
        Map<String, String> heads = new HashMap<>();
        document.items()
                .forEach(item -> item.header().ifPresent(head -> heads.put(item.id(), head)));
        return heads;
    }

    private static List<Chunk> chunks(List<Section> sections) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            String content = PythonText.strip(section.content());
            if (!content.isEmpty()) {
                Chunk.Heading heading =
                        new Chunk.Heading(section.level(), section.heading(), section.parents());
                chunks.add(
                        new Chunk(
                                content,
                                section.tokens(),
                                i,
                                Optional.of(heading),
                                section.blocks()));
            }
        }
        return chunks;
    }
}
