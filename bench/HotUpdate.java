import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Clients ask, stream and upload while the engine of the server is exchanged again and again; see
 * {@code bench/hot-update}, which starts the server. Ends with 1 when a promise is broken.
 */
final class HotUpdate extends HotBench {

    private static final int BETWEEN_SECONDS = 2;
    private static final int WARM_UP = 20;
    private static final int WARM_UP_UNDER_LOAD = 2;

    private int updates;

    private HotUpdate(String[] arguments) {
        super(arguments);
    }

    public static void main(String[] arguments) throws Exception {
        HotUpdate bench = new HotUpdate(arguments);
        System.exit(bench.run(bench::warmUp, bench::measured) ? 0 : 1);
    }

    private void warmUp() throws Exception {
        // class loading and caches of the update itself are no growth
        if (number("clients") > 0) {
            update(WARM_UP_UNDER_LOAD);
            over.await(number("before-seconds"), TimeUnit.SECONDS);
        } else {
            update(WARM_UP);
        }
    }

    private void measured() throws Exception {
        changes.clear();
        update(number("updates"));
        long[] took = changes.stream().mapToLong(one -> one.to() - one.from()).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%d updates: median %d ms, longest %d ms%n",
                took.length,
                took[took.length / 2],
                took[took.length - 1]);
    }

    private void update(int count) throws Exception {
        EngineJars made =
                new EngineJars(options.get("engine"), options.get("libraries"), Path.of(options.get("plot")).resolveSibling("."));
        byte[][] jars = {made.sound("9.1.0"), made.sound("9.2.0")};
        Iterator<Map.Entry<String, byte[]>> bad = options.containsKey("broken") ? made.broken().entrySet().iterator() : Collections.emptyIterator();
        for (int i = 0; i < count; i++) {
            int which = updates % 2;
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
        HttpResponse<String> reply = deploy("/admin/bundles?name=" + version.replace(' ', '-') + ".jar", jar);
        if (expected == 200) {
            changes.add(new Change(from, now(), version));
            updates++;
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

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
