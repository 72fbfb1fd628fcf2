package lightrag.engine.query;

import java.util.Collection;
import java.util.Set;
import lightrag.api.SourceFilter;

/**
 * A filter made ready for the searches.
 *
 * @param chunks for rows of chunks, which know their document
 * @param graph for rows of entities and relations, which know file names only
 */
record SourceScope(SourceFilter chunks, SourceFilter graph) {

    static final SourceScope EVERYTHING = new SourceScope(SourceFilter.NONE, SourceFilter.NONE);

    /** Matches nothing: no source has an empty name. */
    static final SourceScope NOTHING =
            new SourceScope(
                    new SourceFilter(Set.of(""), Set.of()), new SourceFilter(Set.of(""), Set.of()));

    boolean restricts() {
        return graph.restricts();
    }

    /** Whether a thing of the graph was found in an allowed file. */
    boolean allows(Collection<String> filePaths) {
        return !restricts() || filePaths.stream().anyMatch(graph.filePaths()::contains);
    }
}
