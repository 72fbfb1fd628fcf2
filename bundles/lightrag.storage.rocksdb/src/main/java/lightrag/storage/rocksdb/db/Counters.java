package lightrag.storage.rocksdb.db;

import java.util.Arrays;
import lightrag.api.DocStatus;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.VectorNamespace;
import lightrag.storage.rocksdb.codec.RowReader;
import lightrag.storage.rocksdb.codec.RowWriter;

/**
 * Counts and next numbers of a workspace, stored with every commit so that no count needs a scan.
 * Form 1 of the row: entries by namespace, documents by status, live vectors by namespace, next
 * slot by namespace, entities, relations, next document, next entity, next relation, dimension;
 * each list behind its length. Enum constants are only ever added at the end.
 */
public final class Counters {
    private static final int VERSION = 1;

    final long[] values = new long[KeyValueNamespace.values().length];
    final long[] documents = new long[DocStatus.values().length];
    final long[] vectors = new long[VectorNamespace.values().length];
    final long[] slots = new long[VectorNamespace.values().length];

    /** Entities, relations, next document, next entity, next relation, dimension. */
    private final long[] single = new long[6];

    public Counters copy() {
        return decode(encode());
    }

    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION);
        for (long[] list : lists()) {
            out.unsigned(list.length);
            Arrays.stream(list).forEach(out::unsigned);
        }
        return out.toBytes();
    }

    public static Counters decode(byte[] row) {
        RowReader in = new RowReader("counter row", VERSION, row);
        Counters counters = new Counters();
        for (long[] list : counters.lists()) {
            long stored = in.unsigned();
            for (int i = 0; i < stored; i++) {
                list[i] = in.unsigned();
            }
        }
        in.end();
        return counters;
    }

    private long[][] lists() {
        return new long[][] {values, documents, vectors, slots, single};
    }

    public long values(KeyValueNamespace namespace) {
        return values[namespace.ordinal()];
    }

    public void addValues(KeyValueNamespace namespace, long change) {
        values[namespace.ordinal()] += change;
    }

    public void clearValues(KeyValueNamespace namespace) {
        values[namespace.ordinal()] = 0;
    }

    public long documents(DocStatus status) {
        return documents[status.ordinal()];
    }

    public long documents() {
        return Arrays.stream(documents).sum();
    }

    public void addDocuments(DocStatus status, long change) {
        documents[status.ordinal()] += change;
    }

    public int nextDocument() {
        return next(single, 2);
    }

    public void clearDocuments() {
        Arrays.fill(documents, 0);
        single[2] = 0;
    }

    public long vectors(VectorNamespace namespace) {
        return vectors[namespace.ordinal()];
    }

    public long vectors() {
        return Arrays.stream(vectors).sum();
    }

    public void addVectors(VectorNamespace namespace, long change) {
        vectors[namespace.ordinal()] += change;
        if (vectors() == 0) {
            single[5] = 0;
        }
    }

    /** All slots in use are below this. */
    public long slots(VectorNamespace namespace) {
        return slots[namespace.ordinal()];
    }

    public int nextSlot(VectorNamespace namespace) {
        return next(slots, namespace.ordinal());
    }

    public void clearVectors() {
        Arrays.fill(vectors, 0);
        Arrays.fill(slots, 0);
        single[5] = 0;
    }

    /** Length of the embeddings; 0 while there is none. */
    public int dimension() {
        return (int) single[5];
    }

    public void setDimension(int dimension) {
        single[5] = dimension;
    }

    public long entities() {
        return single[0];
    }

    public void addEntities(long change) {
        single[0] += change;
    }

    public long relations() {
        return single[1];
    }

    public void addRelations(long change) {
        single[1] += change;
    }

    public int nextEntity() {
        return next(single, 3);
    }

    public int nextRelation() {
        return next(single, 4);
    }

    public void clearGraph() {
        single[0] = 0;
        single[1] = 0;
        single[3] = 0;
        single[4] = 0;
    }

    /** Numbers are signed 32 bits; more than two thousand million writes of new rows end here. */
    private static int next(long[] list, int index) {
        return Math.toIntExact(list[index]++);
    }
}
