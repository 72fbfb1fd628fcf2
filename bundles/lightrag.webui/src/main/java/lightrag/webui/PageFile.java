package lightrag.webui;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * One file as it is now.
 *
 * @param path within the folder, without leading slash
 * @param tag changes whenever the content does; without quotes
 * @param modified to the second, which is all HTTP knows
 */
record PageFile(String path, long bytes, String tag, Instant modified, Source source) {

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "application/javascript"),
                    Map.entry("mjs", "application/javascript"),
                    Map.entry("css", "text/css"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("md", "text/markdown; charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("ttf", "font/ttf"));

    /** Opens the content anew with each call. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    String type() {
        String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(suffix, "application/octet-stream");
    }

    boolean isPage() {
        return type().startsWith("text/html");
    }

    /** Whether its name changes with its content, so that browsers may keep it for ever. */
    boolean isAsset() {
        return path.startsWith("assets/");
    }
}
