package lightrag.engine.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.engine.rows.DocumentRow;

/**
 * A document that asks to be let in.
 *
 * @param content sanitised text; empty while a file waits to be parsed
 * @param name canonical name of its source, or {@code unknown_source}
 * @param options process option letters
 * @param sourceFile name of the stored file
 * @param engine that shall read the file; empty where nobody named one
 * @param metadata the caller's own facts
 */
record Submission(
        String content,
        String name,
        String options,
        ChunkPlan plan,
        Optional<String> sourceFile,
        String engine,
        Map<String, String> metadata) {

    boolean isFile() {
        return sourceFile.isPresent();
    }

    boolean isNamed() {
        return !name.equals(DocumentName.UNKNOWN);
    }

    DocumentRow row(Optional<String> hash) {
        return new DocumentRow(
                content,
                name,
                isFile() ? DocumentRow.PENDING_PARSE : DocumentRow.RAW,
                hash,
                options,
                plan.snapshot(),
                sourceFile,
                engine,
                List.of(),
                List.of());
    }
}
