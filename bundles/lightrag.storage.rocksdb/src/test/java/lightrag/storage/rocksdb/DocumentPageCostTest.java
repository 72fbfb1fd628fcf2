package lightrag.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightrag.api.DocStatus;
import lightrag.api.DocumentQuery;
import lightrag.api.DocumentRecord;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.WorkspaceStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page costs what it shows, not what there is. Measured by what a call allocates, which is the
 * same on every machine, however busy.
 */
class DocumentPageCostTest {
    private static final int MANY = 100_000;
    private static final int FEW = 1_000;
    private static final int BATCH = 10_000;
    private static final int PAGE = 50;

    /** One in a thousand: pages of a rare status must not look through all others. */
    private static final int RARE = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir Path folder;

    @Test
    void aPageOfManyDocumentsCostsAsMuchAsOneOfFew() {
        long[] few = costs("few", FEW);
        long[] many = costs("many", MANY);
        for (int i = 0; i < few.length; i++) {
            assertThat(many[i])
                    .as("query %d, bytes with few: %d", i, few[i])
                    .isLessThan(2 * few[i]);
        }
    }

    /** Bytes that each kind of page allocates. */
    private long[] costs(String name, int documents) {
        StorageLocation location =
                new StorageLocation(new WorkspaceId(name), folder.resolve(name), Map.of());
        try (WorkspaceStorage storage = Rocks.provider().open(location)) {
            fill(storage, documents);
            int last = documents / PAGE;
            return new long[] {
                cost(storage, new DocumentQuery(Set.of(), 1, PAGE, UPDATED, true)),
                cost(storage, new DocumentQuery(Set.of(), last, PAGE, UPDATED, true)),
                cost(storage, new DocumentQuery(Set.of(), last / 2, PAGE, ID, false)),
                cost(storage, new DocumentQuery(PROCESSED, last / 2, PAGE, UPDATED, true)),
                // as many failed documents as there are, in either case at least one
                cost(storage, new DocumentQuery(FAILED, 1, 10, UPDATED, true)) + PAGE_BYTES,
            };
        }
    }

    private static final DocumentQuery.Sort UPDATED = DocumentQuery.Sort.UPDATED_AT;
    private static final DocumentQuery.Sort ID = DocumentQuery.Sort.ID;
    private static final Set<DocStatus> PROCESSED = Set.of(DocStatus.PROCESSED);
    private static final Set<DocStatus> FAILED = Set.of(DocStatus.FAILED);

    /** Ten rows instead of one may cost this much more. */
    private static final long PAGE_BYTES = 64 << 10;

    private static long cost(WorkspaceStorage storage, DocumentQuery query) {
        // the first call of an order makes it
        assertThat(storage.docStatus().page(query).documents()).isNotEmpty();
        storage.docStatus().page(query);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        storage.docStatus().page(query);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void fill(WorkspaceStorage storage, int documents) {
        for (int from = 0; from < documents; from += BATCH) {
            List<Mutation> rows = new ArrayList<>(BATCH);
            for (int i = from; i < Math.min(from + BATCH, documents); i++) {
                rows.add(new Mutation.PutDocument(document(i)));
            }
            storage.commit(rows, Durability.WRITTEN);
        }
    }

    private static DocumentRecord document(int number) {
        Instant time = Instant.EPOCH.plusSeconds(number);
        String name = "document-%06d".formatted(number);
        return new DocumentRecord(
                "doc-" + name,
                number % RARE == 0 ? DocStatus.FAILED : DocStatus.PROCESSED,
                "What it is about",
                1000,
                name + ".md",
                time,
                time,
                "insert_" + number,
                Optional.empty(),
                Optional.of(1),
                List.of(),
                Optional.empty(),
                Map.of());
    }
}
