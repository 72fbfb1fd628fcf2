package lightrag.auth;

import java.util.Map;

/** What a server without accounts tells the web page. */
final class Guest {

    private Guest() {}

    static Map<String, Object> welcome(Map<String, Object> body) {
        body.put("auth_mode", "disabled");
        body.put("message", "This server has no accounts; you are a guest.");
        return body;
    }
}
