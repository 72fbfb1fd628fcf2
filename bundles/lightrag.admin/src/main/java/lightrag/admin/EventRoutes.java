package lightrag.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lightrag.tenant.control.ControlEvent;
import org.jspecify.annotations.Nullable;

/** What happened, and who did what. */
@Path("/")
public final class EventRoutes {

    /** Proxies close a connection that is silent for a minute or so. */
    private static final long KEEP_ALIVE_SECONDS = 1;

    private final EventLog events;
    private final AuditLog audit;

    EventRoutes(EventLog events, AuditLog audit) {
        this.events = events;
        this.audit = audit;
    }

    record Events(List<ControlEvent> events) {}

    record Audit(List<AuditLog.Entry> entries) {}

    /** The last events as JSON, or the next ones as server-sent events when asked for these. */
    @GET
    @Path("events")
    @Described(
            summary = "The last events; with Accept: text/event-stream the next ones",
            answer = Events.class)
    public Response events(@HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept) {
        if (accept == null || !accept.contains("text/event-stream")) {
            return AdminJson.ok(new Events(events.last()));
        }
        StreamingOutput stream = this::stream;
        return Response.ok(stream, "text/event-stream").header("Cache-Control", "no-cache").build();
    }

    private void stream(OutputStream out) throws IOException {
        try (EventLog.Subscription subscription = events.subscribe()) {
            write(out, ": events follow\n\n");
            while (subscription.open) {
                ControlEvent event = subscription.queue.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
                write(
                        out,
                        event == null
                                ? ":\n\n"
                                : "event: "
                                        + event.kind()
                                        + "\ndata: "
                                        + AdminJson.line(event)
                                        + "\n\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @GET
    @Path("audit")
    @Described(summary = "Who changed what, oldest first", answer = Audit.class)
    public Response audit() {
        return AdminJson.ok(new Audit(audit.last()));
    }
}
