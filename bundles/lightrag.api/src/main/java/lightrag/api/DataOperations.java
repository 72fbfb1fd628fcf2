package lightrag.api;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Everything of a workspace at once: check it, take it out, bring it in. */
@ProviderType
public interface DataOperations {

    /**
     * Checks the stores against each other while nothing else works on them.
     *
     * @param repair mend what derives from the rest; documents whose parts are lost are processed
     *     again
     * @throws ConflictException the pipeline is busy
     */
    VerifyReport verify(boolean repair);

    /**
     * Writes the knowledge graph, entity by entity; nothing is collected in memory but what a
     * format itself needs.
     *
     * @param target not closed
     */
    void export(ExportFormat format, OutputStream target);

    /**
     * Inserts chunks, entities and relations made by the caller, in one commit; repeating it
     * changes nothing.
     *
     * @throws InvalidInputException a name leaves nothing when normalised, a relation's ends are
     *     one, or a weight is below its evidence
     * @throws ConflictException the pipeline is busy
     */
    CustomGraph.Inserted insertGraph(CustomGraph graph);

    /**
     * Takes over a storage folder of the Python server's default storages, vectors included.
     *
     * @param directory on this machine
     * @param dryRun only read and judge
     * @throws InvalidInputException no such folder, or its files can't be read
     * @throws ConflictException the workspace is not empty, the vectors have another dimension than
     *     the configured embedding model, or the pipeline is busy
     */
    TakeOver.Report takeOver(Path directory, boolean dryRun, Consumer<TakeOver.Progress> progress);
}
