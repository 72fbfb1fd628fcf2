package lightrag.engine.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.VerifyReport;
import lightrag.api.VerifyReport.Kind;
import lightrag.api.VerifyReport.Outcome;
import lightrag.api.VerifyReport.Problem;

/** Collects what a check sees. Not thread-safe. */
final class Findings {

    private static final int SAMPLES_MAX = 20;

    /** What no other store can tell. */
    private static final Set<Kind> LOST = Set.of(Kind.DOCUMENT_WITHOUT_TEXT, Kind.INDEX_DIFFERS);

    private final boolean repair;
    private final Map<Kind, Found> problems = new EnumMap<>(Kind.class);
    private final Map<String, Long> checked = new HashMap<>();

    Findings(boolean repair) {
        this.repair = repair;
    }

    boolean repairs() {
        return repair;
    }

    /**
     * @param store wire name
     */
    void looked(String store, long rows) {
        checked.merge(store, rows, Long::sum);
    }

    void add(Kind kind, String key) {
        problems.computeIfAbsent(kind, any -> new Found()).add(key);
    }

    VerifyReport report() {
        List<Problem> all = new ArrayList<>();
        problems.forEach(
                (kind, found) ->
                        all.add(new Problem(kind, found.count, found.samples, outcome(kind))));
        return new VerifyReport(checked, all);
    }

    private Outcome outcome(Kind kind) {
        if (LOST.contains(kind)) {
            return Outcome.BEYOND_REPAIR;
        }
        return repair ? Outcome.REPAIRED : Outcome.FOUND;
    }

    private static final class Found {
        private long count;
        private final List<String> samples = new ArrayList<>();

        void add(String key) {
            count++;
            if (samples.size() < SAMPLES_MAX) {
                samples.add(key);
            }
        }
    }
}
