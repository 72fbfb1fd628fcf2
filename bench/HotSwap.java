import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients ask, stream and upload while workspaces move from one storage to the other and back, models are swapped, and the
 * bundles of the engine and of both storages are exchanged, all at once; see {@code bench/hot-swap}, which starts the
 * server. Ends with 1 when a promise is broken.
 */
final class HotSwap extends HotBench {

    private static final int SWITCH_MAX_MILLIS = 200;
    private static final long MOVE_MILLIS = 180_000;
    private static final Pattern PHASE = Pattern.compile("\"phase\":\"([A-Z_]+)\"");
    private static final Pattern SWITCH = Pattern.compile("\"switchMillis\":([0-9.]+)");
    private static final Pattern WAITED = Pattern.compile("calls waited (\\d+) ms");

    private final List<Double> switches = new ArrayList<>();
    private final List<Double> reopenings = new ArrayList<>();
    private final Parts engine;
    private final Parts rocksdb;
    private final Parts h2;

    /** Two versions of one bundle in turn, and where they are sent. */
    private record Parts(String path, byte[][] versions) {

        static Parts of(String path, EngineJars jars) throws IOException {
            return new Parts(path, new byte[][] {jars.sound("9.1.0"), jars.sound("9.2.0")});
        }
    }

    private HotSwap(String[] arguments) throws IOException {
        super(arguments);
        engine = parts("/admin/bundles", "engine");
        rocksdb = parts("/admin/storages/rocksdb/update", "rocksdb");
        h2 = parts("/admin/storages/h2/update", "h2");
    }

    private Parts parts(String path, String jar) throws IOException {
        return Parts.of(
                path, new EngineJars(options.get(jar), options.get("libraries"), Path.of(options.get("plot")).resolveSibling(".")));
    }

    public static void main(String[] arguments) throws Exception {
        HotSwap bench = new HotSwap(arguments);
        System.exit(bench.run(bench::warmUp, bench::exchange) ? 0 : 1);
    }

    /** Classes and caches that the first exchange brings are no growth. */
    private void warmUp() throws Exception {
        round(1);
        switches.clear();
        reopenings.clear();
        over.await(number("before-seconds"), TimeUnit.SECONDS);
    }

    private void exchange() throws Exception {
        for (int round = 0; round < number("rounds"); round++) {
            round(round % 2);
            System.out.println("  round " + (round + 1) + ": " + memory());
        }
        figures("commits waited for a switch", switches);
        figures("calls waited for an update of a storage", reopenings);
        promise(
                switches.stream().allMatch(it -> it < SWITCH_MAX_MILLIS),
                "commits wait less than " + SWITCH_MAX_MILLIS + " ms for a switch");
    }

    private void round(int version) throws Exception {
        together(() -> moves("h2"), () -> models("fake-" + version), () -> updates(version));
        together(() -> moves("rocksdb"), () -> models("fake"));
    }

    /** An exchange; its result is for nobody. */
    private interface Step {
        void run() throws Exception;
    }

    private static void together(Step... steps) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Step step : steps) {
                running.add(
                        threads.submit(
                                (Callable<Void>)
                                        () -> {
                                            step.run();
                                            return null;
                                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    // ------------------------------------------------------------------ exchanges

    private void updates(int version) throws Exception {
        for (Parts part : List.of(engine, rocksdb, h2)) {
            long from = now();
            HttpResponse<String> reply = deploy(part.path() + "?name=9." + (version + 1) + ".0.jar", part.versions()[version]);
            changes.add(new Change(from, now(), part.path()));
            promise(reply.statusCode() == 200, part.path() + " is answered 200, was: " + reply.body());
            Matcher waited = WAITED.matcher(reply.body());
            if (waited.find()) {
                reopenings.add(Double.valueOf(waited.group(1)));
            }
        }
    }

    /** Another model for every workspace, one after the other. */
    private void models(String name) throws Exception {
        for (int w = 0; w < number("workspaces"); w++) {
            bind(w, "{\"llm.model\":\"" + name + "\"}");
        }
    }

    /** All workspaces to another storage, one after the other; what they leave is deleted. */
    private void moves(String storage) throws Exception {
        for (int w = 0; w < number("workspaces"); w++) {
            long from = now();
            bind(w, "{\"storage\":\"" + storage + "\"}");
            String state = awaitMoved(w, storage);
            changes.add(new Change(from, now(), "move to " + storage));
            Matcher took = SWITCH.matcher(state);
            if (took.find()) {
                switches.add(Double.valueOf(took.group(1)));
            }
            HttpResponse<String> confirmed = send(w, "POST", "/migration/confirm", "{}");
            promise(confirmed.statusCode() == 200, "a move is confirmed, was: " + confirmed.body());
        }
    }

    /** An update of a bundle in between lets a copy begin anew. */
    private String awaitMoved(int workspace, String storage) throws Exception {
        long end = now() + MOVE_MILLIS;
        while (true) {
            String state = get("/admin/workspaces/hot_" + workspace + "/bindings");
            Matcher phase = PHASE.matcher(state);
            if (state.contains("\"storage\":\"" + storage + "\",\"storageKept\"") && phase.find() && phase.group(1).equals("SWITCHED")) {
                return state;
            }
            if (now() > end) {
                promise(false, "workspace " + workspace + " is on " + storage + " within three minutes: " + state);
                return state;
            }
            over.await(20, TimeUnit.MILLISECONDS);
        }
    }

    private void bind(int workspace, String settings) throws Exception {
        HttpResponse<String> reply = send(workspace, "PUT", "/bindings", settings);
        promise(reply.statusCode() == 200, settings + " is answered 200, was: " + reply.body());
    }

    private HttpResponse<String> send(int workspace, String method, String path, String body) throws Exception {
        return http.send(
                request("/admin/workspaces/hot_" + workspace + path, options.get("admin-key"))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void figures(String what, List<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d times, median %.0f ms, longest %.0f ms%n",
                    what,
                    sorted.length,
                    sorted[sorted.length / 2],
                    sorted[sorted.length - 1]);
        }
    }
}
