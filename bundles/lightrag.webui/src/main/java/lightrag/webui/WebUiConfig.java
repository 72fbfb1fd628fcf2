package lightrag.webui;

/** PID {@code lightrag.webui}. An empty text means not set. */
public @interface WebUiConfig {

    /** Folder of a built user interface; empty for the pages of this bundle. */
    String webui_dir() default "";

    /** Path in front of all routes as clients see it, or empty. */
    String lightrag_api_prefix() default "";

    String webui_title() default "";

    String webui_description() default "";

    /** Folder of texts and logos that pages show instead of their own, or empty. */
    String ui_templates_dir() default "";
}
