package lightrag.manager.migration;

import static java.nio.charset.StandardCharsets.US_ASCII;

import lightrag.spi.engine.StorageFormat;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.WorkspaceStorage;

/** In which format stores are is written in them, so that it goes wherever they are copied to. */
final class FormatRow {

    private static final KeyValueNamespace NAMESPACE = KeyValueNamespace.WORKSPACE_META;
    private static final String KEY = "storage.format";

    private FormatRow() {}

    /** The first one where nothing is written. */
    static int read(WorkspaceStorage stores) {
        return stores.keyValues(NAMESPACE)
                .get(KEY)
                .map(text -> Integer.parseInt(new String(text, US_ASCII)))
                .orElse(StorageFormat.FIRST.written());
    }

    static Mutation put(int format) {
        return new Mutation.PutValue(NAMESPACE, KEY, String.valueOf(format).getBytes(US_ASCII));
    }
}
