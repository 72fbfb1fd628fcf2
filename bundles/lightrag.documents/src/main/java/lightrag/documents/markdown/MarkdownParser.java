package lightrag.documents.markdown;

import java.util.Optional;
import java.util.Set;
import lightrag.documents.parse.Utf8;
import lightrag.spi.text.DocumentParser;
import lightrag.spi.text.ParsedDocument;
import org.osgi.service.component.annotations.Component;

/** Reads Markdown files into blocks, for documents that ask for the engine {@code native}. */
@Component
public final class MarkdownParser implements DocumentParser {

    /** The engine that reads files into blocks. */
    static final String NATIVE = "native";

    @Override
    public String engine() {
        return NATIVE;
    }

    @Override
    public Set<String> suffixes() {
        return Set.of(".md");
    }

    @Override
    public String parse(String fileName, byte[] content) {
        return read("", fileName, content).text();
    }

    @Override
    public ParsedDocument read(String documentId, String name, byte[] content) {
        Pictures pictures = new Pictures(name, beside -> Optional.empty());
        return MarkdownReader.read(documentId, Utf8.text(name, content), pictures);
    }
}
