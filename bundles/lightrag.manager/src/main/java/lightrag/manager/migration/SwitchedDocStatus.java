package lightrag.manager.migration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.StatusCounts;
import lightrag.spi.storage.DocStatusStorage;

/** Sends each read to the stores in force. */
record SwitchedDocStatus(SwitchableStorage stores) implements DocStatusStorage {

    private <T> T read(Function<DocStatusStorage, T> read) {
        return stores.read(storage -> read.apply(storage.docStatus()));
    }

    @Override
    public Optional<DocumentRecord> get(String id) {
        return read(documents -> documents.get(id));
    }

    @Override
    public Map<String, DocumentRecord> getAll(Collection<String> ids) {
        return read(documents -> documents.getAll(ids));
    }

    @Override
    public DocumentPage page(DocumentQuery query) {
        return read(documents -> documents.page(query));
    }

    @Override
    public StatusCounts counts() {
        return read(DocStatusStorage::counts);
    }

    @Override
    public List<DocumentRecord> byTrack(String trackId) {
        return read(documents -> documents.byTrack(trackId));
    }

    @Override
    public List<DocumentRecord> byFilePath(String filePath) {
        return read(documents -> documents.byFilePath(filePath));
    }

    @Override
    public List<DocumentRecord> byContentHash(String hash) {
        return read(documents -> documents.byContentHash(hash));
    }

    @Override
    public List<DocumentRecord> byStatus(
            Set<DocStatus> statuses, int limit, Optional<DocumentRecord> after) {
        return read(documents -> documents.byStatus(statuses, limit, after));
    }

    @Override
    public void forEach(Predicate<DocumentRecord> visitor) {
        stores.visit(storage -> storage.docStatus().forEach(visitor));
    }
}
