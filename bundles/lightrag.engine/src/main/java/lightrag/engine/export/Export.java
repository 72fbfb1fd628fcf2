package lightrag.engine.export;

import java.io.OutputStream;
import lightrag.api.ExportFormat;
import lightrag.spi.storage.WorkspaceStorage;

/** See {@link lightrag.api.DataOperations#export}. */
public final class Export {

    private final WorkspaceStorage storage;

    public Export(WorkspaceStorage storage) {
        this.storage = storage;
    }

    public void write(ExportFormat format, OutputStream target) {
        GraphTables tables = new GraphTables(storage);
        switch (format) {
            case CSV -> TextTables.csv(tables.all(), target);
            case XLSX -> Workbooks.write(tables.all(), target);
            case MARKDOWN -> TextTables.markdown(tables.all(), target);
            case TEXT -> TextTables.aligned(tables.all(), target);
            case GRAPHML -> GraphDocuments.graphMl(storage.graph(), target);
            case JSON_LINES -> GraphDocuments.jsonLines(storage.graph(), target);
        }
    }
}
