package lightrag.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import lightrag.tenant.control.SettingsState;

/** Levels of the log. */
@Path("/log")
public final class LogRoutes {

    private static final String PID = "lightrag.log";
    private static final String LEVEL = "level";

    private final ControlPlane control;

    LogRoutes(ControlPlane control) {
        this.control = control;
    }

    /**
     * @param level of the server's own loggers
     * @param loggers that have a level of their own
     */
    record Levels(String level, Map<String, String> loggers) {

        static Levels of(SettingsState state) {
            Map<String, String> loggers = new TreeMap<>(state.settings());
            String level = loggers.getOrDefault(LEVEL, "");
            loggers.remove(LEVEL);
            Map<String, String> named = new TreeMap<>();
            loggers.forEach((key, value) -> named.put(key.substring(LEVEL.length() + 1), value));
            return new Levels(level, named);
        }
    }

    @GET
    @Described(summary = "Levels of the log", answer = Levels.class)
    public Response levels() {
        return AdminJson.ok(Levels.of(control.settings().settings(PID)));
    }

    /** Names other than {@code level} are those of loggers. */
    @PUT
    @Described(
            summary = "Changes levels of the log; an empty level takes a logger's own away",
            answer = Levels.class,
            body = "{\"level\": \"INFO\", \"lightrag.gateway\": \"DEBUG\", \"root\": \"WARNING\"}")
    public Response change(InputStream body) {
        Map<String, String> changes = new TreeMap<>();
        AdminJson.texts(body)
                .forEach(
                        (name, level) ->
                                changes.put(
                                        name.equals(LEVEL) ? LEVEL : LEVEL + "." + name, level));
        return AdminJson.ok(Levels.of(control.settings().change(PID, changes)));
    }
}
