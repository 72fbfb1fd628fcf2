package lightrag.http;

/** PID {@code lightrag.http}. An empty text means not set. */
public @interface HttpConfig {
    String host() default "127.0.0.1";

    int port() default 9621;

    /** Path in front of all routes, under which they answer besides their own; empty for none. */
    String lightrag_api_prefix() default "";

    boolean ssl() default false;

    /** Certificate chain, PEM. */
    String ssl_certfile() default "";

    /** Private key, PEM in PKCS#8 form. */
    String ssl_keyfile() default "";

    /** Whose {@code X-Forwarded-*} headers count: addresses, ranges, or {@code *}. */
    String forwarded_allow_ips() default "127.0.0.1";

    /** Origins that browsers may call from, comma-separated; {@code *} = any, empty = none. */
    String cors_origins() default "*";

    /** Largest body in bytes; 0 = unlimited, -1 = 1 MiB and for texts 50 MiB. */
    long max_request_body_bytes() default -1;

    /** Largest uploaded file in bytes; 0 = unlimited. */
    long max_upload_size() default 104857600;

    boolean enable_api_docs() default true;
}
