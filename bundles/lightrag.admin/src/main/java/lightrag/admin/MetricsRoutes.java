package lightrag.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightrag.api.WorkspaceId;
import lightrag.tenant.control.EngineVersion;
import lightrag.tenant.control.GaugeSource;

/**
 * Numbers in the text format of Prometheus. Below {@code /admin} since they name workspaces' load:
 * a scraper sends an admin's key as its bearer token.
 */
@Path("/metrics")
public final class MetricsRoutes {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final List<String> MODEL_COUNTERS =
            List.of(
                    "queued",
                    "running",
                    "completed_total",
                    "failed_total",
                    "cancelled_total",
                    "rejected_total",
                    "prompt_tokens_total",
                    "completion_tokens_total");

    private final ControlPlane control;

    MetricsRoutes(ControlPlane control) {
        this.control = control;
    }

    @GET
    @Described(summary = "Numbers in the text format of Prometheus", answer = String.class)
    public Response metrics() {
        StringBuilder text = new StringBuilder();
        control.manager()
                .gauges()
                .forEach((name, value) -> line(text, "lightrag_workspaces_" + name, value));
        for (GaugeSource source : control.gauges()) {
            new TreeMap<>(source.gauges())
                    .forEach(
                            (name, value) ->
                                    line(text, "lightrag_" + source.room() + "_" + name, value));
        }
        engines(text);
        models(text);
        machine(text);
        return Response.ok(text.toString(), TYPE).build();
    }

    private void engines(StringBuilder text) {
        for (EngineVersion engine : control.fleet().versions()) {
            Map<String, Long> numbers =
                    new TreeMap<>(
                            Map.of(
                                    "workspaces", (long) engine.workspaces(),
                                    "leases", (long) engine.leases(),
                                    "calls_total", engine.calls(),
                                    "errors_total", engine.errors(),
                                    "latency_p95_millis", engine.latencyMillis()));
            String label = "{version=\"" + engine.version() + "\"}";
            numbers.forEach((name, value) -> sample(text, "lightrag_engine_" + name, label, value));
        }
    }

    /** What each workspace used of its models. */
    private void models(StringBuilder text) {
        Map<WorkspaceId, Map<String, Map<String, Long>>> use =
                new TreeMap<>(Comparator.comparing(WorkspaceId::value));
        use.putAll(control.manager().modelUse());
        for (String counter : MODEL_COUNTERS) {
            String name = "lightrag_model_" + counter;
            type(text, name);
            use.forEach(
                    (workspace, roles) ->
                            new TreeMap<>(roles)
                                    .forEach(
                                            (role, counters) ->
                                                    sample(
                                                            text,
                                                            name,
                                                            label(workspace, role),
                                                            counters.getOrDefault(
                                                                    source(counter), 0L))));
        }
    }

    private static String label(WorkspaceId workspace, String role) {
        return "{workspace=\"" + workspace.value() + "\",role=\"" + role + "\"}";
    }

    /** Tokens are counted under names without the ending that marks a counter here. */
    private static String source(String counter) {
        return counter.endsWith("_tokens_total") ? counter.replace("_total", "") : counter;
    }

    private static void machine(StringBuilder text) {
        line(
                text,
                "lightrag_jvm_heap_used_bytes",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        line(
                text,
                "lightrag_jvm_classes_loaded",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                line(text, "lightrag_jvm_metaspace_used_bytes", pool.getUsage().getUsed());
            }
        }
    }

    private static void line(StringBuilder text, String name, long value) {
        type(text, name);
        sample(text, name, "", value);
    }

    private static void type(StringBuilder text, String name) {
        text.append("# TYPE ")
                .append(name)
                .append(name.endsWith("_total") ? " counter\n" : " gauge\n");
    }

    private static void sample(StringBuilder text, String name, String label, long value) {
        text.append(name).append(label).append(' ').append(value).append('\n');
    }
}
