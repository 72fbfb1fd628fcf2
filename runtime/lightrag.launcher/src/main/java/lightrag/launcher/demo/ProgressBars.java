package lightrag.launcher.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** One bar a name, redrawn in place on a terminal, a line a change elsewhere. */
final class ProgressBars {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, String> bars = new LinkedHashMap<>();
    private boolean drawn;

    ProgressBars(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void update(String name, long done, int all, String note) {
        int filled = (int) (WIDTH * done / Math.max(1, all));
        String bar =
                "  %-10s [%s%s] %d of %d %s"
                        .formatted(
                                name,
                                "#".repeat(filled),
                                "-".repeat(WIDTH - filled),
                                done,
                                all,
                                note);
        boolean changed = !bar.equals(bars.put(name, bar));
        if (!terminal && changed) {
            out.println(bar);
        }
    }

    /** Draws all bars over the ones drawn before. */
    void draw() {
        if (!terminal) {
            return;
        }
        if (drawn) {
            out.print("\033[" + bars.size() + "A");
        }
        bars.values().forEach(bar -> out.print("\033[K" + bar + "\n"));
        drawn = true;
    }
}
