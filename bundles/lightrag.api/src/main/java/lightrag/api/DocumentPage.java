package lightrag.api;

import java.util.List;

/**
 * @param totalCount of all documents that match the query's statuses
 */
public record DocumentPage(List<DocumentRecord> documents, long totalCount, StatusCounts counts) {
    public DocumentPage {
        documents = List.copyOf(documents);
    }
}
