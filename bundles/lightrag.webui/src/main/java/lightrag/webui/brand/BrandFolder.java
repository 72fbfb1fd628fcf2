package lightrag.webui.brand;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads files of one folder and nothing else: a mistyped path must not publish another file. */
final class BrandFolder {
    static final String MANIFEST = "manifest.json";

    private static final int TEXT_BYTES_MAX = 64 << 10;
    private static final int LOGO_BYTES_MAX = 2 << 20;

    private final Path root;

    /**
     * @throws BrandException there is no such folder
     */
    BrandFolder(Path folder) throws BrandException {
        try {
            root = folder.toRealPath();
        } catch (IOException e) {
            throw new BrandException(folder + " does not exist", e);
        }
        if (!Files.isDirectory(root)) {
            throw new BrandException(folder + " is no folder");
        }
    }

    /** Whether anything has been put here yet. */
    boolean isEmpty() {
        return Files.notExists(root.resolve(MANIFEST), java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    /** A text in UTF-8. */
    String text(String path, String at) throws BrandException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(path, at, TEXT_BYTES_MAX)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BrandException(at + ": '" + path + "' is not UTF-8", e);
        }
    }

    Logo logo(String path, String id, String at) throws BrandException {
        return Logo.of(id, read(path, at, LOGO_BYTES_MAX))
                .orElseThrow(
                        () ->
                                new BrandException(
                                        at + ": '" + path + "' is no PNG, JPEG, WebP or SVG"));
    }

    private byte[] read(String path, String at, int bytesMax) throws BrandException {
        Path file = resolve(path, at);
        try {
            if (Files.size(file) > bytesMax) {
                throw new BrandException(
                        at + ": '" + path + "' has more than " + bytesMax + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BrandException(at + ": '" + path + "' can't be read", e);
        }
    }

    private Path resolve(String path, String at) throws BrandException {
        try {
            Path file = root.resolve(path).toRealPath();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (IOException | InvalidPathException e) {
            throw new BrandException(at + ": there is no file '" + path + "' in the folder", e);
        }
        throw new BrandException(at + ": '" + path + "' is no file of the folder");
    }
}
