import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that ask, stream and upload while parts of the server are exchanged, and what is left of that in the server:
 * what {@code HotUpdate} and {@code HotSwap} have in common.
 */
abstract class HotBench {

    private static final double GROWTH_MAX = 1.10;
    private static final double HEAP_MAX = 1.25;
    private static final long HEAP_SLACK = 32L << 20;
    private static final Pattern STATE = Pattern.compile("\"(processed|failed)\"\\s*:\\s*(\\d+)");

    private static final Pattern ROUTERS = Pattern.compile("\\{\"id\":(\\d+),\"symbolicName\":\"lightrag\\.rest\"");

    private record Sample(long atMillis, String kind, long millis) {}

    /** A time in which something was exchanged. */
    record Change(long from, long to, String what) {}

    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final Map<String, String> options;
    final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    final CountDownLatch over = new CountDownLatch(1);
    private final long start = System.nanoTime();
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> uploads = new HashMap<>();
    private volatile boolean broken;

    HotBench(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            given.put(arguments[i].substring(2), arguments[i + 1]);
        }
        options = Map.copyOf(given);
        for (int i = 0; i < number("workspaces"); i++) {
            uploads.put(i, new AtomicInteger());
        }
    }

    int number(String name) {
        return Integer.parseInt(options.get(name));
    }

    long now() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** What the clients work against. */
    @FunctionalInterface
    interface Exchanges {
        void run() throws Exception;
    }

    /**
     * Holds what is there afterwards against what was there before.
     *
     * @return whether all promises were kept
     */
    boolean run(Exchanges warmUp, Exchanges exchanges) throws Exception {
        boolean load = number("clients") > 0;
        List<Thread> clients = load ? clients() : List.of();
        warmUp.run();
        Memory before = memory();
        String routers = routers();
        long from = now();
        exchanges.run();
        long to = now();
        promise(routers().equals(routers), "digest and wiring of the routers are the same as before: " + routers());
        Memory after = memory();
        over.countDown();
        for (Thread client : clients) {
            client.join();
        }
        report(before, after);
        if (load) {
            calls(from, to);
        }
        System.out.println(broken ? "NOT AS PROMISED" : "as promised");
        return !broken;
    }

    /** Sends a jar. */
    HttpResponse<String> deploy(String path, byte[] jar) throws Exception {
        return http.send(
                request(path, options.get("admin-key"))
                        .header("Content-Type", "application/java-archive")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(jar))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Everything the server knows of the bundle that holds the routes. */
    private String routers() throws Exception {
        Matcher found = ROUTERS.matcher(get("/admin/bundles"));
        if (!found.find()) {
            throw new IOException("no routers among the bundles");
        }
        return get("/admin/bundles/" + found.group(1));
    }

    // ------------------------------------------------------------------ clients

    private List<Thread> clients() throws Exception {
        for (int w = 0; w < number("workspaces"); w++) {
            upload(w);
        }
        for (int w = 0; w < number("workspaces"); w++) {
            awaitDocuments(w);
        }
        List<Thread> clients = new ArrayList<>();
        for (int c = 0; c < number("clients"); c++) {
            int client = c;
            clients.add(Thread.ofVirtual().start(() -> client(client)));
        }
        return clients;
    }

    /** Six questions, three streams and one upload in ten; a short pause between two. */
    private void client(int client) {
        int workspace = client % number("workspaces");
        for (int i = 0; over.getCount() > 0; i++) {
            int turn = (client + i) % 10;
            long from = now();
            String kind = turn < 6 ? "query" : turn < 9 ? "stream" : "upload";
            try {
                switch (kind) {
                    case "query" -> post(workspace, "/query/data", question(client, i));
                    case "stream" -> post(workspace, "/query/stream", question(client, i));
                    default -> upload(workspace);
                }
                samples.add(new Sample(from, kind, now() - from));
                over.await(number("pause-millis"), TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                failures.add(from + " ms, " + kind + ": " + e);
            }
        }
    }

    private static String question(int client, int i) {
        return "{\"query\":\"Who met Visitor" + client + " on day " + i + "?\",\"mode\":\"mix\"}";
    }

    private void upload(int workspace) throws Exception {
        int number = uploads.get(workspace).incrementAndGet();
        post(
                workspace,
                "/documents/text",
                "{\"text\":\"Visitor%d met Keeper%d at Harbour%d.\",\"file_source\":\"note-%d.txt\"}"
                        .formatted(number, workspace, number % 7, number));
    }

    private void post(int workspace, String path, String body) throws Exception {
        HttpResponse<String> reply =
                http.send(
                        request(path, key(workspace))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (reply.statusCode() != 200 || reply.body().isEmpty() || reply.body().contains("\"error\"")) {
            throw new IOException(reply.statusCode() + " " + reply.body());
        }
    }

    private static String key(int workspace) {
        return "sk-hot-" + workspace;
    }

    HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(options.get("url") + path))
                .header("X-API-Key", key)
                .timeout(Duration.ofMinutes(3));
    }

    String get(String path) throws Exception {
        return get(path, options.get("admin-key"));
    }

    private String get(String path, String key) throws Exception {
        return http.send(request(path, key).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    // ------------------------------------------------------------------ what is left

    private void awaitDocuments(int workspace) throws Exception {
        long end = now() + 300_000;
        int wanted = uploads.get(workspace).get();
        while (true) {
            String counts = get("/documents/status_counts", key(workspace));
            Map<String, Integer> found = new HashMap<>();
            Matcher matcher = STATE.matcher(counts);
            while (matcher.find()) {
                found.merge(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer::sum);
            }
            if (found.getOrDefault("processed", 0) == wanted && found.getOrDefault("failed", 0) == 0) {
                return;
            }
            if (now() > end) {
                promise(false, "all " + wanted + " documents of workspace " + workspace + " are processed: " + counts);
                return;
            }
            over.await(200, TimeUnit.MILLISECONDS);
            Thread.onSpinWait();
        }
    }

    record Memory(long heap, long metaspace, long classes, long loaders, long factories) {
        @Override
        public String toString() {
            return "heap %d MiB, metaspace %d KiB, %d classes, %d class loaders, %d engine factories"
                    .formatted(heap >> 20, metaspace >> 10, classes, loaders, factories);
        }
    }

    Memory memory() throws Exception {
        jcmd("GC.run");
        jcmd("GC.run");
        String metrics = get("/admin/metrics");
        long loaders = jcmd("VM.classloader_stats").lines().filter(line -> line.contains("BundleClassLoader")).count();
        return new Memory(
                metric(metrics, "lightrag_jvm_heap_used_bytes"),
                metric(metrics, "lightrag_jvm_metaspace_used_bytes"),
                metric(metrics, "lightrag_jvm_classes_loaded"),
                loaders,
                jcmd("GC.class_histogram").lines().filter(line -> line.contains(" lightrag.engine.EngineFactory")).count());
    }

    static long metric(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private String jcmd(String command) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                options.get("pid"),
                                command)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    // ------------------------------------------------------------------ report

    private void report(Memory before, Memory after) {
        System.out.println("before:  " + before);
        System.out.println("after:   " + after);
        promise(after.factories() == 1, "objects of one version of the engine are left in the heap");
        promise(after.loaders() <= before.loaders(), "as many class loaders as before");
        promise(after.heap() <= before.heap() * HEAP_MAX + HEAP_SLACK, "heap flat");
        promise(after.metaspace() <= before.metaspace() * GROWTH_MAX, "metaspace flat");
    }

    private void calls(long from, long to) throws Exception {
        latencies(from, to);
        int documents = 0;
        for (int w = 0; w < number("workspaces"); w++) {
            awaitDocuments(w);
            documents += uploads.get(w).get();
        }
        System.out.println(documents + " documents accepted, each processed once");
        plot();
    }

    private void latencies(long from, long to) {
        System.out.println(samples.size() + " calls, " + failures.size() + " failed");
        failures.stream().limit(10).forEach(System.out::println);
        promise(failures.isEmpty(), "no call fails");
        for (String kind : List.of("query", "stream", "upload")) {
            long before = p99(kind, from - 750L * number("before-seconds"), from);
            long during = p99(kind, from, to);
            System.out.printf("%-7s p99 before %d ms, during exchanges %d ms, longest %d ms%n", kind, before, during, longest(kind, from, to));
            promise(during <= before + number("p99-slack-millis"), kind + ": p99 at most so many ms above the one before: " + number("p99-slack-millis"));
        }
    }

    private long p99(String kind, long from, long to) {
        long[] all =
                samples.stream()
                        .filter(one -> one.kind().equals(kind) && one.atMillis() >= from && one.atMillis() < to)
                        .mapToLong(Sample::millis)
                        .sorted()
                        .toArray();
        return all.length == 0 ? 0 : all[(int) Math.min(all.length - 1, Math.ceil(all.length * 0.99))];
    }

    private long longest(String kind, long from, long to) {
        return samples.stream()
                .filter(one -> one.kind().equals(kind) && one.atMillis() >= from && one.atMillis() < to)
                .mapToLong(Sample::millis)
                .max()
                .orElse(0);
    }

    void promise(boolean kept, String what) {
        if (!kept) {
            broken = true;
            System.out.println("BROKEN: " + what);
        }
    }

    /** Latency over time, exchanges as grey bars, in one file without anything from elsewhere. */
    private void plot() throws IOException {
        long end = now();
        long top = Math.max(1, samples.stream().mapToLong(Sample::millis).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 420' font-family='sans-serif' font-size='12'>");
        for (Change one : changes) {
            svg.append("<rect y='20' height='360' fill='#ddd' x='%d' width='%d'/>".formatted(x(one.from(), end), Math.max(1, x(one.to(), end) - x(one.from(), end))));
        }
        Map<String, String> colours = Map.of("query", "#1b6ca8", "stream", "#c4541a", "upload", "#3a7d34");
        for (Sample one : samples) {
            svg.append("<circle r='1.2' cx='%d' cy='%.1f' fill='%s'/>".formatted(x(one.atMillis(), end), 380 - 360.0 * one.millis() / top, colours.get(one.kind())));
        }
        svg.append("<text x='10' y='14'>%d ms at the top, %d s wide; grey: exchanges; blue: query, orange: stream, green: upload</text></svg>".formatted(top, end / 1000));
        Path file = Path.of(options.get("plot"));
        Files.writeString(file, "<!doctype html><meta charset='utf-8'><title>exchanges under load</title>" + svg);
        System.out.println("plot: " + file);
    }

    private static long x(long at, long end) {
        return 1200 * at / Math.max(1, end);
    }
}
