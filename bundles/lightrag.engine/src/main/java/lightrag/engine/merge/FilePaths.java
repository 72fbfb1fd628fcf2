package lightrag.engine.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lightrag.engine.options.MergeOptions;

/** The files a thing was found in (rules MG-23 and DE-23). */
final class FilePaths {

    private static final String MORE = "...truncated...";

    private FilePaths() {}

    static List<String> merged(
            Collection<String> stored, Collection<String> added, MergeOptions options) {
        Set<String> paths = new LinkedHashSet<>();
        stored.stream().filter(path -> !path.startsWith("...truncated")).forEach(paths::add);
        paths.addAll(added);
        paths.remove("");
        return limited(paths, MORE + (options.fifo() ? "(FIFO)" : "(KEEP Old)"), options);
    }

    /** Of records alone, as a rebuild has them. */
    static List<String> rebuilt(Collection<String> found, MergeOptions options) {
        Set<String> paths = new LinkedHashSet<>(found);
        paths.remove("");
        String count = options.maxFilePaths() + "/" + paths.size();
        return limited(paths, MORE + "(" + options.limitMethod() + " " + count + ")", options);
    }

    private static List<String> limited(
            Set<String> paths, String placeholder, MergeOptions options) {
        List<String> all = new ArrayList<>(paths);
        int max = options.maxFilePaths();
        if (all.size() <= max) {
            return all;
        }
        List<String> kept =
                new ArrayList<>(
                        options.fifo()
                                ? all.subList(all.size() - max, all.size())
                                : all.subList(0, max));
        kept.add(placeholder);
        return kept;
    }
}
