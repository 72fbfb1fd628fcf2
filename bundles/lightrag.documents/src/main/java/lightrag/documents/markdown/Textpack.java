package lightrag.documents.markdown;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import lightrag.api.InvalidInputException;

/**
 * A TextBundle in a ZIP archive: one Markdown text and the pictures beside it, at the top or in the
 * one folder {@code NAME.textbundle}. Nothing is written to disk, and of the pictures only their
 * formats and digests are kept.
 *
 * @param text the bytes of the Markdown
 * @param pictures by their path beside the text
 */
record Textpack(byte[] text, Map<String, Image> pictures) {

    private static final int ENTRIES_MAX = 10_000;
    private static final long TOTAL_MAX = 512L << 20;
    private static final int PICTURE_MAX = 25 << 20;
    private static final String BUNDLE = ".textbundle/";

    /** One archive while it is read. */
    private static final class Reader {
        private final String name;
        private final Map<String, byte[]> texts = new TreeMap<>();
        private final Map<String, Image> pictures = new TreeMap<>();
        private long left = TOTAL_MAX;
        private int entries;

        Reader(String name) {
            this.name = name;
        }

        Textpack read(byte[] archive) {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
                for (ZipEntry entry = zip.getNextEntry();
                        entry != null;
                        entry = zip.getNextEntry()) {
                    if (++entries > ENTRIES_MAX) {
                        throw broken("holds more than " + ENTRIES_MAX + " files");
                    }
                    if (!entry.isDirectory()) {
                        keep(entry.getName(), content(zip));
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                throw broken("is no ZIP archive that can be read: " + e.getMessage());
            }
            return textpack();
        }

        private byte[] content(InputStream zip) throws IOException {
            byte[] content = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
            left -= content.length;
            if (left < 0) {
                throw broken("holds more than " + (TOTAL_MAX >> 20) + " MiB");
            }
            return content;
        }

        private void keep(String path, byte[] content) {
            String lower = path.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".md") || lower.endsWith(".markdown")) {
                texts.put(path, content);
            } else if (content.length <= PICTURE_MAX) {
                Image.of(content).ifPresent(image -> pictures.put(path, image));
            }
        }

        private Textpack textpack() {
            List<String> paths = new ArrayList<>(texts.keySet());
            paths.addAll(pictures.keySet());
            List<String> bundles =
                    paths.stream()
                            .map(Reader::bundle)
                            .flatMap(Optional::stream)
                            .distinct()
                            .toList();
            if (bundles.size() > 1) {
                throw broken("holds several bundles: " + String.join(", ", bundles));
            }
            String folder = bundles.isEmpty() ? "" : bundles.getFirst();
            List<String> found = texts.keySet().stream().filter(p -> lies(p, folder)).toList();
            if (found.size() != 1) {
                throw broken(
                        found.isEmpty()
                                ? "holds no Markdown text"
                                : "holds several Markdown texts: " + String.join(", ", found));
            }
            Map<String, Image> beside = new TreeMap<>();
            pictures.forEach(
                    (path, image) -> {
                        if (path.startsWith(folder)) {
                            beside.put(path.substring(folder.length()), image);
                        }
                    });
            return new Textpack(texts.getOrDefault(found.getFirst(), new byte[0]), beside);
        }

        /** The bundle's folder at the top, with its slash. */
        private static Optional<String> bundle(String path) {
            String top = path.substring(0, path.indexOf('/') + 1);
            return top.toLowerCase(Locale.ROOT).endsWith(BUNDLE)
                    ? Optional.of(top)
                    : Optional.empty();
        }

        private static boolean lies(String path, String folder) {
            return path.startsWith(folder) && path.indexOf('/', folder.length()) < 0;
        }

        private InvalidInputException broken(String problem) {
            return new InvalidInputException("file", name + " " + problem + ".");
        }
    }

    /**
     * @throws InvalidInputException it is no such archive, or too large
     */
    static Textpack of(String name, byte[] archive) {
        return new Reader(name).read(archive);
    }

    /** The picture that a text names; empty when there is none, or the name leads elsewhere. */
    Optional<Image> picture(String source) {
        String path = FileNames.decodedPath(source);
        boolean leadsElsewhere =
                path.contains("\\")
                        || path.startsWith("/")
                        || Arrays.asList(path.split("/")).contains("..");
        return leadsElsewhere ? Optional.empty() : Optional.ofNullable(pictures.get(path));
    }
}
