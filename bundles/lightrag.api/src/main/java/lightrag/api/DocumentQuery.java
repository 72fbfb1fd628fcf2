package lightrag.api;

import java.util.Set;

/**
 * Which page of documents to list.
 *
 * @param statuses empty = all
 * @param page from 1
 * @param pageSize 10 to 200
 */
public record DocumentQuery(
        Set<DocStatus> statuses, int page, int pageSize, Sort sort, boolean descending) {
    public DocumentQuery {
        statuses = Set.copyOf(statuses);
    }

    /** Sort keys, compared as text; equal keys keep insertion order. */
    public enum Sort {
        CREATED_AT,
        UPDATED_AT,
        ID,
        FILE_PATH
    }
}
