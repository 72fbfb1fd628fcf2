package lightrag.documents.parse;

import java.util.Set;
import lightrag.spi.text.DocumentParser;
import org.osgi.service.component.annotations.Component;

/**
 * Files that are text already: prose, mark-up, data and source code, in UTF-8 with or without a
 * byte order mark. The reference takes {@code .epub}, {@code .odt} and {@code .rtf} for such files
 * too: what is no text in them fails with that reason.
 */
@Component
public final class PlainTextParser implements DocumentParser {

    private static final Set<String> SUFFIXES =
            Set.of(
                    ".bat",
                    ".c",
                    ".conf",
                    ".cpp",
                    ".css",
                    ".csv",
                    ".epub",
                    ".go",
                    ".h",
                    ".hpp",
                    ".htm",
                    ".html",
                    ".ini",
                    ".java",
                    ".js",
                    ".json",
                    ".less",
                    ".log",
                    ".md",
                    ".mdx",
                    ".odt",
                    ".php",
                    ".properties",
                    ".py",
                    ".rb",
                    ".rtf",
                    ".scss",
                    ".sh",
                    ".sql",
                    ".swift",
                    ".tex",
                    ".ts",
                    ".txt",
                    ".xml",
                    ".yaml",
                    ".yml");

    @Override
    public Set<String> suffixes() {
        return SUFFIXES;
    }

    @Override
    public String parse(String fileName, byte[] content) {
        return Utf8.text(fileName, content);
    }
}
