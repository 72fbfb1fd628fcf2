package lightrag.storage.rocksdb.vector;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.spi.storage.VectorNamespace;
import lightrag.storage.rocksdb.codec.VectorRowCodec;
import lightrag.storage.rocksdb.db.Database;
import lightrag.storage.rocksdb.db.Keys;
import lightrag.storage.rocksdb.db.NameTable;
import lightrag.storage.rocksdb.db.WorkspaceAccess;

/** Reads one namespace's views from the database. The caller holds off commits. */
record ViewLoader(WorkspaceAccess access, VectorNamespace namespace, VectorSearch search) {
    /** Embeddings whose mean is the centre of the codes. */
    private static final int SAMPLE = 2000;

    VectorView view() {
        long rows = access.counters().vectors(namespace);
        return search.isExact(rows) ? exactView(Math.toIntExact(rows)) : codedView(rows);
    }

    private VectorView exactView(int rows) {
        NameTable names = new NameTable();
        byte[] ids = Keys.namespace(Keys.VECTOR_ID, namespace);
        access.database()
                .scan(
                        ids,
                        ids,
                        (key, slot) -> {
                            names.add(Keys.lastNumber(slot), Keys.valueText(key));
                            return true;
                        });
        VectorView view = new VectorView(names);
        if (access.counters().dimension() > 0) {
            fill(view.newMatrix(access.counters().dimension(), rows));
        }
        return view;
    }

    private VectorView codedView(long rows) {
        search.codes().prepare();
        CodedVectors index = new CodedVectors(centre(), Math.toIntExact(rows));
        fill(index);
        return new VectorView(index);
    }

    private void fill(VectorIndex index) {
        access.database()
                .scanDirect(
                        Keys.namespace(Keys.VECTOR_EMBEDDING, namespace),
                        index.dimension() * Float.BYTES,
                        (slot, embedding) -> index.put(slot, Float32.fromBytes(embedding)));
    }

    /** Mean of normalised embeddings from all parts of the namespace, so old and new ones count. */
    private float[] centre() {
        Database database = access.database();
        long slots = access.counters().slots(namespace);
        List<byte[]> keys = new ArrayList<>(SAMPLE);
        for (long i = 0; i < SAMPLE; i++) {
            keys.add(Keys.slot(Keys.VECTOR_EMBEDDING, namespace, (int) (i * slots / SAMPLE)));
        }
        float[] sum = new float[access.counters().dimension()];
        int found = 0;
        for (Optional<byte[]> row : database.getAll(keys)) {
            if (row.isPresent()) {
                float[] unit = Float32.normalised(Float32.fromBytes(ByteBuffer.wrap(row.get())));
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += unit[i];
                }
                found++;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= Math.max(1, found);
        }
        return sum;
    }

    SourceColumns sources() {
        SourceColumns columns = new SourceColumns();
        byte[] rows = Keys.namespace(Keys.VECTOR_ROW, namespace);
        access.database()
                .scan(
                        rows,
                        rows,
                        (key, row) -> {
                            columns.put(Keys.lastNumber(key), VectorRowCodec.decode(row));
                            return true;
                        });
        return columns;
    }
}
