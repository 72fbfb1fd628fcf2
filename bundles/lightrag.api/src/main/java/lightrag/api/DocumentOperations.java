package lightrag.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Documents: accept, follow, list, retry, delete. */
@ProviderType
public interface DocumentOperations {

    /**
     * Refuses what {@link #insert} and {@link #upload} would refuse at this moment whatever the
     * documents are, so that nobody has to send them in vain.
     *
     * @param count how many documents are to come, at least 1
     * @throws ConflictException an exclusive job runs
     * @throws OverloadedException too many documents wait
     */
    void requireRoom(int count);

    /**
     * Accepts documents for processing. When this returns, every accepted document is durable: it
     * will be processed even after a kill of the process. Names that exist already are refused as a
     * whole.
     *
     * @throws ConflictException a name exists already, or an exclusive job runs
     * @throws InvalidInputException a name or a chunking option is unusable
     * @throws OverloadedException too many documents wait
     */
    TrackId insert(List<NewDocument> documents);

    /**
     * Stores one file in the input folder and accepts it for processing; durable when this returns.
     *
     * @throws InvalidInputException the name is unsafe or its type unsupported
     * @throws ConflictException the name exists already
     */
    TrackId upload(Upload upload);

    /** Starts a scan of the input folder in the background; see {@link ScanStart}. */
    ScanStart scan();

    /** The state of a scan started by {@link #scan()}; empty when unknown or expired. */
    Optional<ScanStatus> scanStatus(TrackId trackId);

    /** One page of document records; costs O(page), not O(documents). */
    DocumentPage documents(DocumentQuery query);

    /** All records that one accepted request produced, duplicates included; empty when unknown. */
    List<DocumentRecord> track(TrackId trackId);

    /**
     * The record that owns a file name; records of refused duplicates own none.
     *
     * @param fileName canonical, as in {@link DocumentRecord#filePath}
     */
    Optional<DocumentRecord> owner(String fileName);

    /** Counts for every status, zeros included, kept incrementally. */
    StatusCounts statusCounts();

    PipelineStatus pipelineStatus();

    /** File suffixes (with dot, lower case, sorted) that {@link #upload} accepts. */
    List<String> supportedFileTypes();

    /** Retries failed documents when the pipeline is idle next. */
    void reprocessFailed();

    /** Asks the running job to stop; true when a job was running. */
    boolean cancelPipeline();

    /** Starts the deletion of documents in the background, or says why not. */
    JobStart deleteDocuments(List<String> documentIds, boolean deleteFiles, boolean deleteLlmCache);

    /** Removes all documents and the graph, not the model-reply cache. Returns when done. */
    ClearResult clearDocuments();

    /** Empties the model-reply cache. */
    void clearCache();
}
