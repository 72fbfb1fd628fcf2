import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
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
 * Clients ask, stream and upload while the engine of the server is exchanged again and again; see
 * {@code bench/hot-update}, which starts the server. Ends with 1 when a promise is broken.
 */
final class HotUpdate {

    private static final int P99_SLACK_MILLIS = 100;
    private static final int BETWEEN_SECONDS = 2;
    private static final int WARM_UP = 20;
    private static final double GROWTH_MAX = 1.10;
    private static final double HEAP_MAX = 1.25;
    private static final long HEAP_SLACK = 32L << 20;
    private static final Pattern STATE = Pattern.compile("\"(processed|failed)\"\\s*:\\s*(\\d+)");

    private static final Pattern ROUTERS = Pattern.compile("\\{\"id\":(\\d+),\"symbolicName\":\"lightrag\\.rest\"");

    private record Sample(long atMillis, String kind, long millis) {}

    private record Update(long from, long to, String version, String outcome) {}

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> options;
    private final long start = System.nanoTime();
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> uploads = new HashMap<>();
    private final List<Update> updates = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean broken;

    private HotUpdate(Map<String, String> options) {
        this.options = options;
        for (int i = 0; i < number("workspaces"); i++) {
            uploads.put(i, new AtomicInteger());
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        System.exit(new HotUpdate(options).run() ? 0 : 1);
    }

    private int number(String name) {
        return Integer.parseInt(options.get(name));
    }

    private long now() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private boolean run() throws Exception {
        boolean load = number("clients") > 0;
        List<Thread> clients = load ? clients() : List.of();
        if (load) {
            over.await(number("before-seconds"), TimeUnit.SECONDS);
        } else {
            // class loading and caches of the update itself are no growth
            update(WARM_UP);
        }
        Memory before = memory();
        String routers = routers();
        int done = updates.size();
        long from = now();
        update(number("updates"));
        long to = now();
        promise(routers().equals(routers), "digest and wiring of the routers are the same as before: " + routers());
        Memory after = memory();
        over.countDown();
        for (Thread client : clients) {
            client.join();
        }
        report(before, after, done, from, to);
        return !broken;
    }

    // ------------------------------------------------------------------ updates

    private void update(int count) throws Exception {
        EngineJars made =
                new EngineJars(options.get("engine"), options.get("libraries"), Path.of(options.get("plot")).resolveSibling("."));
        byte[][] jars = {made.sound("9.1.0"), made.sound("9.2.0")};
        Iterator<Map.Entry<String, byte[]>> bad = options.containsKey("broken") ? made.broken().entrySet().iterator() : Collections.emptyIterator();
        for (int i = 0; i < count; i++) {
            int which = updates.size() % 2;
            deploy(jars[which], which == 0 ? "9.1.0" : "9.2.0", 200);
            if (bad.hasNext() && i % 2 == 1) {
                Map.Entry<String, byte[]> one = bad.next();
                deploy(one.getValue(), one.getKey(), 422);
            }
            if (number("clients") == 0) {
                awaitOneEngine();
            } else {
                over.await(BETWEEN_SECONDS, TimeUnit.SECONDS);
            }
            if ((i + 1) % 100 == 0) {
                System.out.println("  " + (i + 1) + " updates, " + memory());
            }
        }
        awaitOneEngine();
    }

    private void deploy(byte[] jar, String version, int expected) throws Exception {
        long from = now();
        HttpResponse<String> reply =
                http.send(
                        request("/admin/bundles?name=" + version.replace(' ', '-') + ".jar", options.get("admin-key"))
                                .header("Content-Type", "application/java-archive")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(jar))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (expected == 200) {
            updates.add(new Update(from, now(), version, String.valueOf(reply.statusCode())));
        }
        promise(reply.statusCode() == expected, "deploying " + version + " is answered " + expected + ", was: " + reply.body());
    }

    /** The version before is gone when one engine is left. */
    private void awaitOneEngine() throws Exception {
        long end = now() + 60_000;
        while (count(get("/admin/engines"), "\"bundleId\"") != 1) {
            if (now() > end) {
                promise(false, "one engine is left after a minute: " + get("/admin/engines"));
                return;
            }
            over.await(50, TimeUnit.MILLISECONDS);
        }
    }

    /** Everything the server knows of the bundle that holds the routes. */
    private String routers() throws Exception {
        Matcher found = ROUTERS.matcher(get("/admin/bundles"));
        if (!found.find()) {
            throw new IOException("no routers among the bundles");
        }
        return get("/admin/bundles/" + found.group(1));
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
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

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(options.get("url") + path))
                .header("X-API-Key", key)
                .timeout(Duration.ofMinutes(3));
    }

    private String get(String path) throws Exception {
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

    private record Memory(long heap, long metaspace, long classes, long loaders, long factories) {
        @Override
        public String toString() {
            return "heap %d MiB, metaspace %d KiB, %d classes, %d class loaders, %d engine factories"
                    .formatted(heap >> 20, metaspace >> 10, classes, loaders, factories);
        }
    }

    private Memory memory() throws Exception {
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

    private static long metric(String metrics, String name) {
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

    private void report(Memory before, Memory after, int first, long from, long to) throws Exception {
        List<Update> counted = updates.subList(first, updates.size());
        long[] took = counted.stream().mapToLong(one -> one.to() - one.from()).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%d updates: median %d ms, longest %d ms%n",
                took.length,
                took[took.length / 2],
                took[took.length - 1]);
        System.out.println("before:  " + before);
        System.out.println("after:   " + after);
        promise(after.factories() == 1, "objects of one version of the engine are left in the heap");
        promise(after.loaders() <= before.loaders(), "as many class loaders as before");
        promise(after.heap() <= before.heap() * HEAP_MAX + HEAP_SLACK, "heap flat");
        promise(after.metaspace() <= before.metaspace() * GROWTH_MAX, "metaspace flat");
        if (number("clients") > 0) {
            latencies(from, to);
            int documents = 0;
            for (int w = 0; w < number("workspaces"); w++) {
                awaitDocuments(w);
                documents += uploads.get(w).get();
            }
            System.out.println(documents + " documents accepted, each processed once");
            plot(from, to);
        }
        System.out.println(broken ? "NOT AS PROMISED" : "as promised");
    }

    private void latencies(long from, long to) {
        System.out.println(samples.size() + " calls, " + failures.size() + " failed");
        failures.stream().limit(10).forEach(System.out::println);
        promise(failures.isEmpty(), "no call fails");
        for (String kind : List.of("query", "stream", "upload")) {
            long before = p99(kind, from / 4, from);
            long during = p99(kind, from, to);
            System.out.printf("%-7s p99 before %d ms, during updates %d ms%n", kind, before, during);
            promise(during <= before + P99_SLACK_MILLIS, kind + ": p99 at most 100 ms above the one before");
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

    private void promise(boolean kept, String what) {
        if (!kept) {
            broken = true;
            System.out.println("BROKEN: " + what);
        }
    }

    /** Latency over time, updates as grey bars, in one file without anything from elsewhere. */
    private void plot(long from, long to) throws IOException {
        long end = now();
        long top = Math.max(1, samples.stream().mapToLong(Sample::millis).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 420' font-family='sans-serif' font-size='12'>");
        for (Update one : updates) {
            svg.append("<rect y='20' height='360' fill='#ddd' x='%d' width='%d'/>".formatted(x(one.from(), end), Math.max(1, x(one.to(), end) - x(one.from(), end))));
        }
        Map<String, String> colours = Map.of("query", "#1b6ca8", "stream", "#c4541a", "upload", "#3a7d34");
        for (Sample one : samples) {
            svg.append("<circle r='1.2' cx='%d' cy='%.1f' fill='%s'/>".formatted(x(one.atMillis(), end), 380 - 360.0 * one.millis() / top, colours.get(one.kind())));
        }
        svg.append("<text x='10' y='14'>%d ms at the top, %d s wide; grey: updates; blue: query, orange: stream, green: upload</text></svg>".formatted(top, end / 1000));
        Path file = Path.of(options.get("plot"));
        Files.writeString(file, "<!doctype html><meta charset='utf-8'><title>hot update</title>" + svg);
        System.out.println("plot: " + file);
    }

    private static long x(long at, long end) {
        return 1200 * at / Math.max(1, end);
    }
}
