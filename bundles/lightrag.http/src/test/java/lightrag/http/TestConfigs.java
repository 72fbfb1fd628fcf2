package lightrag.http;

import java.util.Map;

/** Configurations for tests in other packages of this room. */
public final class TestConfigs {
    private TestConfigs() {}

    public static HttpConfig http(long bodyMax, long uploadMax, String prefix) {
        return Configs.of(
                HttpConfig.class,
                Map.of(
                        "max_request_body_bytes",
                        bodyMax,
                        "max_upload_size",
                        uploadMax,
                        "lightrag_api_prefix",
                        prefix));
    }
}
