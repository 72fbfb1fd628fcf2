package lightrag.api;

import java.util.List;
import java.util.Map;

/**
 * What a check of a workspace's stores against each other found.
 *
 * @param checked rows looked at, by store
 * @param problems one entry a kind, in the order of the kinds; empty when the stores agree
 */
public record VerifyReport(Map<String, Long> checked, List<Problem> problems) {
    public VerifyReport {
        checked = Map.copyOf(checked);
        problems = List.copyOf(problems);
    }

    public boolean clean() {
        return problems.isEmpty();
    }

    /**
     * @param count how often it occurs
     * @param samples at most 20 of the rows, by key
     */
    public record Problem(Kind kind, long count, List<String> samples, Outcome outcome) {
        public Problem {
            samples = List.copyOf(samples);
        }
    }

    /** What became of a problem. */
    public enum Outcome {
        /** Only looked at; a repair would mend it. */
        FOUND,
        REPAIRED,
        /** Nothing that is stored says how it should be. */
        BEYOND_REPAIR
    }

    /** What may be wrong, and in a repair what is done about it. */
    public enum Kind {
        /** A processed or waiting document has no text. */
        DOCUMENT_WITHOUT_TEXT,
        /** A text belongs to no document: it comes back as a failed one that can be retried. */
        TEXT_WITHOUT_DOCUMENT,
        /** A processed document lacks chunks: it is processed again. */
        CHUNK_MISSING,
        /** A chunk belongs to no document: it goes, and what only it said. */
        CHUNK_WITHOUT_DOCUMENT,
        /** A processed chunk can't be found by similarity: it is embedded again. */
        CHUNK_VECTOR_MISSING,
        /** A vector tells another text or source than its chunk. */
        CHUNK_VECTOR_DIFFERS,
        /** A vector belongs to no processed chunk: it goes. */
        CHUNK_VECTOR_WITHOUT_CHUNK,
        /** An entity or relation rests on a chunk that is gone: it is rebuilt from the others. */
        SOURCE_MISSING,
        /** A relation's end is no entity: it becomes one. */
        RELATION_WITHOUT_END,
        ENTITY_VECTOR_MISSING,
        ENTITY_VECTOR_DIFFERS,
        ENTITY_VECTOR_WITHOUT_ENTITY,
        RELATION_VECTOR_MISSING,
        RELATION_VECTOR_DIFFERS,
        RELATION_VECTOR_WITHOUT_RELATION,
        /** The list of all chunks that speak of an entity lacks some, or is missing. */
        ENTITY_SOURCES_INCOMPLETE,
        ENTITY_SOURCES_WITHOUT_ENTITY,
        RELATION_SOURCES_INCOMPLETE,
        RELATION_SOURCES_WITHOUT_RELATION,
        /** The list of what a document added lacks entities: its deletion would miss them. */
        DOCUMENT_ENTITIES_INCOMPLETE,
        DOCUMENT_ENTITIES_WITHOUT_DOCUMENT,
        DOCUMENT_RELATIONS_INCOMPLETE,
        DOCUMENT_RELATIONS_WITHOUT_DOCUMENT,
        /** A kept reply can't be read: it goes. */
        REPLY_UNREADABLE,
        /** Vectors exist, but not the note which model made them: it is written. */
        MODEL_UNKNOWN,
        /** A store's own counters or lists contradict its rows. */
        INDEX_DIFFERS
    }
}
