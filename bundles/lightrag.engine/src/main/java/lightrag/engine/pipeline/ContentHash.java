package lightrag.engine.pipeline;

import java.util.regex.Pattern;
import lightrag.engine.text.Hashing;

/** The hash by which the same text is known under another name (rule DM-31). */
final class ContentHash {

    private static final Pattern SIDECAR_ID =
            Pattern.compile("\\b(tb|im|eq)-[0-9a-f]{32}-(\\d{4})\\b");
    private static final Pattern ASSET_PATH =
            Pattern.compile("(?<=path=\")[^\"]*\\.blocks\\.assets/");

    private ContentHash() {}

    static String of(String text) {
        boolean ids = text.contains("tb-") || text.contains("im-") || text.contains("eq-");
        String neutral = ids ? SIDECAR_ID.matcher(text).replaceAll("$1-<DOC>-$2") : text;
        boolean assets = neutral.contains(".blocks.assets/");
        return Hashing.md5(assets ? ASSET_PATH.matcher(neutral).replaceAll("<ASSETS>/") : neutral);
    }
}
