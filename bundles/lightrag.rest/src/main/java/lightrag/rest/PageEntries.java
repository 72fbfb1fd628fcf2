package lightrag.rest;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which web pages are served at the moment; whoever serves one says so by a service property. */
final class PageEntries {

    /** Service property of a servlet: {@code webui} or {@code workspace}. */
    static final String PROPERTY = "lightrag.page";

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    void add(Map<String, Object> properties) {
        names.add(String.valueOf(properties.get(PROPERTY)));
    }

    void remove(Map<String, Object> properties) {
        names.remove(String.valueOf(properties.get(PROPERTY)));
    }

    boolean webui() {
        return names.contains("webui");
    }

    boolean workspace() {
        return names.contains("workspace");
    }
}
