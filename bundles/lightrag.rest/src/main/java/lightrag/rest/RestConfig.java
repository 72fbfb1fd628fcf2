package lightrag.rest;

/** PID {@code lightrag.rest}: what the routes show and limit. An empty text means not set. */
public @interface RestConfig {
    String webui_title() default "";

    String webui_description() default "";

    boolean enable_ai_content_notice() default false;

    /** Largest file in bytes; 0 = unlimited. */
    long max_upload_size() default 104857600;

    /** Most texts in one request; 0 = unlimited. */
    int max_texts_per_request() default 0;

    String ollama_emulating_model_name() default "lightrag";

    String ollama_emulating_model_tag() default "latest";

    /** Path in front of all routes as clients see it, or empty. */
    String lightrag_api_prefix() default "";

    /** {@code webui} or {@code workspace}: where {@code /} leads. */
    String lightrag_default_ui() default "webui";

    boolean enable_api_docs() default true;
}
