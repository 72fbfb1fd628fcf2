package lightrag.http.edge;

import java.util.OptionalLong;
import java.util.Set;
import lightrag.http.HttpConfig;
import lightrag.http.PathPrefix;

/** Largest raw body of each route, in bytes. */
final class BodyLimits {
    /** Routes whose bodies are mostly text. */
    private static final Set<String> TEXTS =
            Set.of("/documents/text", "/documents/texts", "/documents/custom_kg");

    private static final long MIB = 1L << 20;
    private static final long DEFAULT = MIB;
    private static final long DEFAULT_TEXTS = 50 * MIB;

    /** What a form adds around a file. */
    private static final long FORM_OVERHEAD = MIB;

    /** Where operators bring bundles; with what they need inside they are larger than texts. */
    private static final String BUNDLES = "/admin/bundles";

    private static final long BUNDLE_MAX = 256 * MIB;

    private final PathPrefix prefix;
    private final long configured;
    private final long uploadMax;

    BodyLimits(HttpConfig config) {
        prefix = PathPrefix.of(config.lightrag_api_prefix());
        configured = config.max_request_body_bytes();
        uploadMax = config.max_upload_size();
    }

    /** Empty for unlimited. */
    OptionalLong of(String method, String uri) {
        if (configured == 0) {
            return OptionalLong.empty();
        }
        String path = prefix.route(uri);
        if (method.equals("POST") && path.equals(BUNDLES)) {
            return OptionalLong.of(BUNDLE_MAX);
        }
        if (method.equals("POST") && path.equals("/documents/upload")) {
            return uploadMax > 0
                    ? OptionalLong.of(uploadMax + FORM_OVERHEAD)
                    : OptionalLong.empty();
        }
        boolean texts = TEXTS.contains(path);
        return OptionalLong.of(configured > 0 ? configured : texts ? DEFAULT_TEXTS : DEFAULT);
    }
}
