package lightrag.webui;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages of this bundle, kept in memory: they are small. */
final class BundledFiles implements PageFiles {
    private static final List<String> NAMES =
            List.of(
                    "index.html",
                    "workspace.html",
                    "favicon.svg",
                    "style.css",
                    "client.js",
                    "entrance.js",
                    "chat.js",
                    "ask.js",
                    "admin.js");

    private final Map<String, PageFile> files = new HashMap<>();

    /**
     * @param modified when the bundle was installed
     */
    BundledFiles(Instant modified) {
        for (String name : NAMES) {
            byte[] content = read(name);
            files.put(
                    name,
                    new PageFile(
                            name,
                            content.length,
                            digest(content),
                            modified,
                            () -> new ByteArrayInputStream(content)));
        }
    }

    @Override
    public Optional<PageFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static byte[] read(String name) {
        try (InputStream in = BundledFiles.class.getResourceAsStream("pages/" + name)) {
            if (in == null) {
                throw new IllegalStateException("this bundle lacks its page " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
