package lightrag.webui;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What pages must know before they can call anything, written into each page as it is sent.
 *
 * @param prefix path in front of all routes as clients see it, or empty
 * @param title instead of the page's own
 */
record PageSettings(String prefix, Optional<String> title) {

    /** Built pages of the reference hold this comment for exactly this purpose. */
    private static final String PLACE = "<!-- __LIGHTRAG_RUNTIME_CONFIG__ -->";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Takes a prefix as people write it: with and without slashes at its ends. */
    static PageSettings of(WebUiConfig config) {
        String bare = config.lightrag_api_prefix().strip().replaceAll("^/+|/+$", "");
        return new PageSettings(
                bare.isEmpty() ? "" : "/" + bare,
                Optional.of(config.webui_title()).filter(title -> !title.isEmpty()));
    }

    /**
     * A page with these settings in it.
     *
     * @param workspacePrefix part of the path that chose a workspace, or empty: the page's calls
     *     have to carry it too
     */
    byte[] writeInto(byte[] page, String workspacePrefix) {
        String text = new String(page, StandardCharsets.UTF_8);
        return text.replace(PLACE, script(prefix + workspacePrefix))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String script(String apiPrefix) {
        ObjectNode settings = JSON.createObjectNode();
        settings.put("apiPrefix", apiPrefix);
        settings.put("webuiPrefix", apiPrefix + "/webui/");
        title.ifPresentOrElse(
                text -> settings.put("webuiTitle", text), () -> settings.putNull("webuiTitle"));
        String renamed =
                title.map(text -> "document.title=" + quoted(JSON.writeValueAsString(text)) + ";")
                        .orElse("");
        return "<script>window.__LIGHTRAG_CONFIG__="
                + quoted(JSON.writeValueAsString(settings))
                + ";"
                + renamed
                + "</script>";
    }

    /** A title that looks like the end of the script must not end it. */
    private static String quoted(String json) {
        return json.replace("</", "<\\/").replace("<!--", "<\\u0021--");
    }
}
