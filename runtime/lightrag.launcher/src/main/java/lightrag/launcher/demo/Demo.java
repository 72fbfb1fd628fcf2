package lightrag.launcher.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightrag.launcher.json.JsonText;

/** Two tenants load their documents, ask about them, and do not find each other's. */
public final class Demo {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Map<SampleTenant, DemoClient> clients = new LinkedHashMap<>();
    private final PrintStream out;

    public Demo(URI server, List<SampleTenant> tenants, PrintStream out) {
        this.out = out;
        HttpClient http = HttpClient.newHttpClient();
        tenants.forEach(
                tenant -> clients.put(tenant, new DemoClient(http, server, tenant.apiKey())));
    }

    /**
     * Runs all of it; returns when the last answer is printed.
     *
     * @throws IOException the server refuses a call
     */
    public void run() throws IOException, InterruptedException {
        load();
        for (SampleTenant tenant : clients.keySet()) {
            for (String question : Questions.of(tenant)) {
                ask(tenant, question);
            }
        }
        showIsolation();
    }

    private void load() throws IOException, InterruptedException {
        out.println();
        out.println("Each tenant loads its own documents:");
        for (var entry : clients.entrySet()) {
            for (Path file : entry.getKey().files()) {
                entry.getValue().upload(file);
            }
        }
        ProgressBars bars =
                new ProgressBars(out, System.console() != null && System.console().isTerminal());
        Pace pace = new Pace();
        while (!allProcessed(bars)) {
            pace.pause(LOOK_EVERY);
        }
    }

    private boolean allProcessed(ProgressBars bars) throws IOException, InterruptedException {
        boolean all = true;
        for (var entry : clients.entrySet()) {
            int files = entry.getKey().files().size();
            Map<String, Object> counts = entry.getValue().statusCounts();
            long processed = count(counts, "processed");
            long failed = count(counts, "failed");
            bars.update(
                    entry.getKey().workspace(),
                    processed,
                    files,
                    failed == 0 ? "processed" : failed + " failed");
            all &= processed + failed >= files;
        }
        bars.draw();
        return all;
    }

    private static long count(Map<String, Object> counts, String status) {
        return counts.get(status) instanceof Number number ? number.longValue() : 0;
    }

    private List<String> ask(SampleTenant tenant, String question)
            throws IOException, InterruptedException {
        out.println();
        out.println(tenant.workspace() + " asks: " + question);
        List<String> sources = new ArrayList<>();
        client(tenant)
                .ask(
                        question,
                        line -> {
                            references(line).forEach(sources::add);
                            Object piece =
                                    line.getOrDefault("response", line.getOrDefault("error", ""));
                            out.print(piece);
                            out.flush();
                        });
        out.println();
        out.println("  looked at: " + (sources.isEmpty() ? "nothing" : String.join(", ", sources)));
        return sources;
    }

    private static List<String> references(Map<String, Object> line) {
        List<String> sources = new ArrayList<>();
        for (Object reference : JsonText.list(line.getOrDefault("references", List.of()))) {
            var fields = JsonText.object(reference);
            sources.add("[" + fields.get("reference_id") + "] " + fields.get("file_path"));
        }
        return sources;
    }

    /** Each asks the other's first question. */
    private void showIsolation() throws IOException, InterruptedException {
        out.println();
        out.println("Now each asks what only the other can know:");
        for (SampleTenant tenant : clients.keySet()) {
            for (SampleTenant other : clients.keySet()) {
                if (other != tenant) {
                    List<String> found = ask(tenant, Questions.of(other).getFirst());
                    long foreign =
                            found.stream().filter(source -> belongsTo(other, source)).count();
                    out.println("  of " + other.workspace() + "'s documents: " + foreign);
                }
            }
        }
    }

    private static boolean belongsTo(SampleTenant tenant, String source) {
        return tenant.files().stream().anyMatch(file -> source.endsWith(" " + file.getFileName()));
    }

    private DemoClient client(SampleTenant tenant) {
        DemoClient client = clients.get(tenant);
        if (client == null) {
            throw new IllegalArgumentException(tenant.workspace() + " takes no part");
        }
        return client;
    }
}
