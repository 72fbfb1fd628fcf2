package lightrag.maintenance;

import java.io.PrintStream;
import lightrag.api.TakeOver;

/** One line that moves on a terminal; elsewhere one line a file. Not thread-safe. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private boolean begun;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(TakeOver.Progress progress) {
        double part = progress.total() == 0 ? 1 : (double) progress.done() / progress.total();
        if (terminal) {
            int full = (int) (part * WIDTH);
            begun = true;
            out.printf(
                    "\r\033[K  %s%s %3.0f %%  %s",
                    "#".repeat(full), "-".repeat(WIDTH - full), 100 * part, progress.file());
            out.flush();
        } else if (progress.done() == 0) {
            out.printf("  %s, %,d bytes%n", progress.file(), progress.total());
        }
    }

    void end() {
        if (begun) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
