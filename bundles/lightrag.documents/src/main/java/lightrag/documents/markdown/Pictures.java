package lightrag.documents.markdown;

import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lightrag.documents.text.PythonText;

/**
 * Decides what becomes of the pictures of one document. Those within the text or beside it get a
 * name, those of the web keep their address and are never fetched, all others are left out. The
 * pictures themselves are not kept.
 */
final class Pictures {

    private static final String BASE64 = ";base64,";

    private final String folder;
    private final Function<String, Optional<Image>> files;
    private final Map<String, String> namesByDigest = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param documentName as its assets' folder is called, with its suffix
     * @param files the pictures beside the document, by their paths as written
     */
    Pictures(String documentName, Function<String, Optional<Image>> files) {
        this.folder = FileNames.stem(documentName) + ".blocks.assets/";
        this.files = files;
    }

    /** The picture of a source as written; empty when it is left out. */
    Optional<Picture> of(String written) {
        String source = PythonText.strip(written);
        if (source.startsWith("<") && source.endsWith(">")) {
            source = PythonText.strip(source.substring(1, source.length() - 1));
        }
        String lower = source.toLowerCase(Locale.ROOT);
        if (lower.startsWith("data:")) {
            return within(source);
        }
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return Optional.of(new Picture(suffixOfAddress(source), "", source));
        }
        return beside(source);
    }

    private Optional<Picture> within(String source) {
        int start = source.indexOf(BASE64);
        if (start < 0) {
            return Optional.empty();
        }
        return decode(source.substring(start + BASE64.length()))
                .flatMap(Image::of)
                .map(image -> named(image, "image-" + image.digest().substring(0, 12), ""));
    }

    private static Optional<byte[]> decode(String payload) {
        StringBuilder compact = new StringBuilder(payload.length());
        payload.chars()
                .filter(c -> !PythonText.isSpace((char) c))
                .forEach(c -> compact.append((char) c));
        if (compact.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(compact.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Picture> beside(String source) {
        String stem = FileNames.stem(FileNames.last(FileNames.decodedPath(source)));
        return files.apply(source).map(image -> named(image, stem, source));
    }

    /** The same picture has one name wherever it stands. */
    private Picture named(Image image, String stem, String source) {
        String name =
                namesByDigest.computeIfAbsent(image.digest(), d -> free(stem, image.format()));
        return new Picture(image.format(), folder + name, source);
    }

    private String free(String stem, String format) {
        String name = stem + "." + format;
        for (int i = 2; !names.add(name); i++) {
            name = stem + "-" + i + "." + format;
        }
        return name;
    }

    private static String suffixOfAddress(String address) {
        int host = address.indexOf("//") + 2;
        int path = address.indexOf('/', host);
        return path < 0 ? "" : FileNames.suffix(FileNames.path(address.substring(path)));
    }
}
