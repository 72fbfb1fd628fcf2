package lightrag.documents.markdown;

import java.util.Set;
import lightrag.documents.parse.Utf8;
import lightrag.spi.text.DocumentParser;
import lightrag.spi.text.ParsedDocument;
import org.osgi.service.component.annotations.Component;

/** Reads textpacks, which are Markdown with its pictures, into blocks. */
@Component
public final class TextpackParser implements DocumentParser {

    @Override
    public String engine() {
        return MarkdownParser.NATIVE;
    }

    @Override
    public Set<String> suffixes() {
        return Set.of(".textpack");
    }

    @Override
    public String parse(String fileName, byte[] content) {
        return read("", fileName, content).text();
    }

    @Override
    public ParsedDocument read(String documentId, String name, byte[] content) {
        Textpack pack = Textpack.of(name, content);
        Pictures pictures = new Pictures(name, pack::picture);
        return MarkdownReader.read(documentId, Utf8.text(name, pack.text()), pictures);
    }
}
