package lightrag.api;

import java.util.List;
import java.util.Map;

/** Reading the folder of another writer into an empty workspace. */
public final class TakeOver {
    private TakeOver() {}

    /**
     * How far it is.
     *
     * @param file that is being read
     * @param done bytes
     * @param total bytes of the file
     */
    public record Progress(String file, long done, long total) {}

    /**
     * @param rows taken over, by store; of a dry run: found
     * @param warnings what was left out, and why
     * @param written false for a dry run
     */
    public record Report(Map<String, Long> rows, List<String> warnings, boolean written) {
        public Report {
            rows = Map.copyOf(rows);
            warnings = List.copyOf(warnings);
        }
    }
}
