package lightrag.storage.rocksdb.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import lightrag.spi.storage.VectorRow;

/** Form 1 of a vector's row: id, content, count of fields, name and value of each, created at. */
public final class VectorRowCodec {
    private static final int VERSION = 1;

    private VectorRowCodec() {}

    public static byte[] encode(VectorRow row) {
        RowWriter out = new RowWriter(VERSION).text(row.id()).text(row.content());
        out.unsigned(row.fields().size());
        new TreeMap<>(row.fields()).forEach((name, value) -> out.text(name).text(value));
        return out.signed(row.createdAt()).toBytes();
    }

    public static VectorRow decode(byte[] bytes) {
        RowReader in = new RowReader("vector row", VERSION, bytes);
        String id = in.text();
        String content = in.text();
        int count = in.count();
        Map<String, String> fields = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            fields.put(in.text(), in.text());
        }
        VectorRow row = new VectorRow(id, content, fields, in.signed());
        in.end();
        return row;
    }
}
