package lightrag.testkit.storage;

import static lightrag.testkit.storage.Samples.document;
import static lightrag.testkit.storage.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.DocStatus;
import lightrag.api.DocumentPage;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.spi.storage.DocStatusStorage;
import lightrag.spi.storage.Mutation;
import org.junit.jupiter.api.Test;

/** What every {@link DocStatusStorage} does. */
public abstract class DocStatusStorageTck extends StorageTck {

    private DocStatusStorage documents() {
        return storage.docStatus();
    }

    private List<String> page(
            DocumentQuery.Sort sort, boolean descending, int page, DocStatus... statuses) {
        return documents()
                .page(new DocumentQuery(Set.of(statuses), page, 10, sort, descending))
                .documents()
                .stream()
                .map(DocumentRecord::id)
                .toList();
    }

    @Test
    void everyFieldComesBack() {
        DocumentRecord full = document("doc-1", 1);
        DocumentRecord bare =
                new DocumentRecord(
                        "doc-2",
                        DocStatus.FAILED,
                        "",
                        0,
                        "ünïcode \uD83D\uDE00.txt",
                        Samples.START,
                        Samples.START,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Map.of());
        commit(put(full), put(bare));
        assertThat(documents().get("doc-1")).contains(full);
        reopen();
        assertThat(documents().getAll(List.of("doc-2", "none", "doc-1")))
                .containsOnlyKeys("doc-2", "doc-1")
                .containsEntry("doc-2", bare)
                .containsEntry("doc-1", full);
        assertThat(documents().get("none")).isEmpty();
    }

    @Test
    void countsFollowTheStatus() {
        commit(put(document("a", 1)), put(document("b", 2)));
        commit(put(document("a", 1, 3, DocStatus.PROCESSED, "t", "a.txt")));
        assertThat(documents().counts().of(DocStatus.PENDING)).isEqualTo(1);
        assertThat(documents().counts().of(DocStatus.PROCESSED)).isEqualTo(1);
        commit(new Mutation.DeleteDocument("a"), new Mutation.DeleteDocument("a"));
        reopen();
        assertThat(documents().counts().all()).isEqualTo(1);
        assertThat(documents().counts().of(DocStatus.PENDING)).isEqualTo(1);
    }

    @Test
    void pagesAreCutFromTheSortedWhole() {
        List<Mutation> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add(put(document("doc-%02d".formatted(i), 25 - i)));
        }
        commit(all.toArray(Mutation[]::new));
        assertThat(page(DocumentQuery.Sort.CREATED_AT, false, 1))
                .hasSize(10)
                .startsWith("doc-24", "doc-23");
        assertThat(page(DocumentQuery.Sort.CREATED_AT, false, 3)).hasSize(5).endsWith("doc-00");
        assertThat(page(DocumentQuery.Sort.ID, true, 2)).startsWith("doc-14");
        assertThat(page(DocumentQuery.Sort.ID, true, 4)).isEmpty();
        DocumentPage first =
                documents()
                        .page(
                                new DocumentQuery(
                                        Set.of(), 1, 10, DocumentQuery.Sort.FILE_PATH, false));
        assertThat(first.totalCount()).isEqualTo(25);
        assertThat(first.counts().of(DocStatus.PENDING)).isEqualTo(25);
        assertThat(first.documents()).allSatisfy(row -> assertThat(row.chunkIds()).isEmpty());
        assertThat(first.documents().getFirst().metadata()).isNotEmpty();
    }

    @Test
    void equalKeysKeepInsertionOrderInBothDirections() {
        commit(put(document("c", 5)), put(document("a", 5)), put(document("b", 5)));
        commit(put(document("z", 9)), put(document("y", 1)));
        assertThat(page(DocumentQuery.Sort.CREATED_AT, false, 1))
                .containsExactly("y", "c", "a", "b", "z");
        assertThat(page(DocumentQuery.Sort.CREATED_AT, true, 1))
                .containsExactly("z", "c", "a", "b", "y");
        commit(put(document("c", 5, 6, DocStatus.FAILED, "t", "c.txt")));
        assertThat(page(DocumentQuery.Sort.CREATED_AT, true, 1))
                .containsExactly("z", "c", "a", "b", "y");
        commit(new Mutation.DeleteDocument("c"));
        commit(put(document("c", 5)));
        assertThat(page(DocumentQuery.Sort.CREATED_AT, true, 1))
                .containsExactly("z", "a", "b", "c", "y");
    }

    @Test
    void allRowsAreVisitedWholeInInsertionOrder() {
        commit(put(document("c", 1)), put(document("a", 9)), put(document("b", 5)));
        commit(put(document("c", 1, 7, DocStatus.FAILED, "t", "c.txt")));
        List<DocumentRecord> seen = new ArrayList<>();
        documents().forEach(row -> seen.add(row));
        assertThat(seen).extracting(DocumentRecord::id).containsExactly("c", "a", "b");
        assertThat(seen.getLast()).isEqualTo(document("b", 5));
        List<String> first = new ArrayList<>();
        documents().forEach(row -> !first.add(row.id()));
        assertThat(first).containsExactly("c");
    }

    @Test
    void filePathsSortWhateverTheirCase() {
        commit(
                put(document("1", 1, 1, DocStatus.PENDING, "t", "Beta.txt")),
                put(document("2", 1, 1, DocStatus.PENDING, "t", "alpha.txt")),
                put(document("3", 1, 1, DocStatus.PENDING, "t", "GAMMA.txt")));
        assertThat(page(DocumentQuery.Sort.FILE_PATH, false, 1)).containsExactly("2", "1", "3");
    }

    @Test
    void aPageMayBeOfSomeStatuses() {
        commit(
                put(document("a", 1, 1, DocStatus.PROCESSED, "t", "a")),
                put(document("b", 2, 2, DocStatus.FAILED, "t", "b")),
                put(document("c", 3, 3, DocStatus.PENDING, "t", "c")));
        assertThat(
                        page(
                                DocumentQuery.Sort.UPDATED_AT,
                                true,
                                1,
                                DocStatus.PROCESSED,
                                DocStatus.PENDING))
                .containsExactly("c", "a");
        DocumentPage failed =
                documents()
                        .page(
                                new DocumentQuery(
                                        Set.of(DocStatus.FAILED),
                                        1,
                                        10,
                                        DocumentQuery.Sort.ID,
                                        false));
        assertThat(failed.totalCount()).isEqualTo(1);
        assertThat(failed.counts().all()).isEqualTo(3);
    }

    @Test
    void listsFollowChangesThatComeAfterThem() {
        commit(put(document("a", 1)), put(document("b", 2)));
        assertThat(page(DocumentQuery.Sort.UPDATED_AT, true, 1)).containsExactly("b", "a");
        commit(put(document("a", 1, 9, DocStatus.PROCESSED, "t", "a.txt")));
        assertThat(page(DocumentQuery.Sort.UPDATED_AT, true, 1)).containsExactly("a", "b");
        commit(new Mutation.ClearAll());
        assertThat(page(DocumentQuery.Sort.UPDATED_AT, true, 1)).isEmpty();
        commit(put(document("n", 1)));
        assertThat(page(DocumentQuery.Sort.UPDATED_AT, true, 1)).containsExactly("n");
    }

    @Test
    void documentsAreFoundByTrackPathAndHash() {
        commit(
                put(document("b", 2, 2, DocStatus.PENDING, "track", "same.txt")),
                put(document("a", 1, 1, DocStatus.PENDING, "track", "same.txt")),
                put(document("c", 1, 1, DocStatus.PENDING, "track-2", "other.txt")));
        assertThat(documents().byTrack("track"))
                .extracting(DocumentRecord::id)
                .containsExactly("a", "b");
        assertThat(documents().byTrack("trac")).isEmpty();
        assertThat(documents().byFilePath("same.txt"))
                .extracting(DocumentRecord::id)
                .containsExactlyInAnyOrder("a", "b");
        assertThat(documents().byContentHash("hash-of-c"))
                .containsExactly(document("c", 1, 1, DocStatus.PENDING, "track-2", "other.txt"));
        commit(put(document("a", 1, 5, DocStatus.FAILED, "track-3", "moved.txt")));
        assertThat(documents().byTrack("track"))
                .extracting(DocumentRecord::id)
                .containsExactly("b");
        assertThat(documents().byFilePath("moved.txt")).hasSize(1);
        commit(new Mutation.DeleteDocument("a"));
        assertThat(documents().byTrack("track-3")).isEmpty();
        assertThat(documents().byContentHash("hash-of-a")).isEmpty();
    }

    @Test
    void waitingDocumentsComeByCreationInPieces() {
        commit(
                put(document("b", 1)),
                put(document("a", 1)),
                put(document("c", 0)),
                put(document("d", 7, 7, DocStatus.PROCESSED, "t", "d")),
                put(document("e", 9, 9, DocStatus.FAILED, "t", "e")));
        Set<DocStatus> waiting = Set.of(DocStatus.PENDING, DocStatus.FAILED);
        List<DocumentRecord> first = documents().byStatus(waiting, 2, Optional.empty());
        assertThat(first).extracting(DocumentRecord::id).containsExactly("c", "a");
        List<DocumentRecord> second =
                documents().byStatus(waiting, 2, Optional.of(first.getLast()));
        assertThat(second).extracting(DocumentRecord::id).containsExactly("b", "e");
        assertThat(documents().byStatus(waiting, 2, Optional.of(second.getLast()))).isEmpty();
    }
}
