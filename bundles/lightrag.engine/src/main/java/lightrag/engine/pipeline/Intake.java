package lightrag.engine.pipeline;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lightrag.api.ConflictException;
import lightrag.api.DocumentRecord;
import lightrag.api.InvalidInputException;
import lightrag.api.NewDocument;
import lightrag.api.TrackId;
import lightrag.api.Upload;
import lightrag.engine.options.ChunkingOptions;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.engine.TextTools;

/**
 * Texts and files as clients send them: checked, named, stored, accepted (section 5 of the API
 * contract).
 */
public final class Intake {

    private final Admission admission;
    private final InputFolder folder;
    private final TextTools tools;
    private final ChunkingOptions chunking;
    private final FileRouting routing;
    private final Pipeline pipeline;
    private final InstantSource clock;

    Intake(
            Admission admission,
            InputFolder folder,
            TextTools tools,
            ChunkingOptions chunking,
            FileRouting routing,
            Pipeline pipeline,
            InstantSource clock) {
        this.admission = admission;
        this.folder = folder;
        this.tools = tools;
        this.chunking = chunking;
        this.routing = routing;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /** See {@link lightrag.api.DocumentOperations#requireRoom}. */
    public void requireRoom(int count) {
        admission.requireRoom(count);
    }

    /** See {@link lightrag.api.DocumentOperations#owner}. */
    public Optional<DocumentRecord> owner(String fileName) {
        return admission.owner(fileName);
    }

    /** See {@link lightrag.api.DocumentOperations#insert}. */
    public TrackId insert(List<NewDocument> documents) {
        List<Submission> submissions = new ArrayList<>(documents.size());
        Set<String> names = new HashSet<>();
        for (NewDocument document : documents) {
            Submission submission = submission(document);
            if (!names.add(submission.name())) {
                throw new InvalidInputException(
                        "file_sources",
                        "Two texts of this request are named '"
                                + submission.name()
                                + "'; give each its own name.");
            }
            submissions.add(submission);
        }
        names.forEach(this::requireFree);
        return accept(submissions, "insert");
    }

    private Submission submission(NewDocument document) {
        DocumentName name = DocumentName.required(document.source());
        String text = TextCleaner.sanitize(document.text());
        if (text.isEmpty()) {
            throw new InvalidInputException(
                    "text", "The text of '" + name.canonical() + "' is blank.");
        }
        ChunkPlan plan = ChunkPlan.of(document.chunking(), chunking);
        return new Submission(
                text,
                name.canonical(),
                plan.letter(),
                plan,
                Optional.empty(),
                "",
                document.metadata());
    }

    private void requireFree(String name) {
        admission
                .owner(name)
                .ifPresent(
                        owner -> {
                            throw new ConflictException(
                                    "The knowledge base already contains a document named '"
                                            + name
                                            + "' (Status: "
                                            + owner.status().wire()
                                            + "). Delete it first, or use another name.");
                        });
    }

    private TrackId accept(List<Submission> submissions, String prefix) {
        TrackId track = TrackIds.next(prefix, clock.instant());
        admission.admit(submissions, track, false);
        pipeline.wake();
        return track;
    }

    /** See {@link lightrag.api.DocumentOperations#upload}. */
    public TrackId upload(Upload upload) {
        String file = checkedFileName(upload.fileName());
        Submission submission = routing.submission(file);
        requireOwnStrategy(submission);
        requireFree(submission.name());
        if (folder.holds(submission.name())) {
            throw new ConflictException(
                    "The input folder already contains a file named '"
                            + submission.name()
                            + "'. Scan it, or use another name.");
        }
        folder.store(file, upload.content());
        try {
            return accept(List.of(submission), "upload");
        } catch (RuntimeException e) {
            folder.discard(file);
            throw e;
        }
    }

    /**
     * @throws InvalidInputException the name is unsafe, or of an unsupported type
     */
    private String checkedFileName(String name) {
        if (name.isEmpty()) {
            throw new InvalidInputException("file", "Filename cannot be empty.");
        }
        if (!name.equals(name.strip()) || DocumentName.hasUnusableCharacters(name)) {
            throw new InvalidInputException(
                    "file", "Invalid filename: no blanks around it and no control characters.");
        }
        boolean path = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0;
        if (path || name.startsWith(".")) {
            throw new InvalidInputException(
                    "file", "Unsafe filename detected: it must be a plain file name.");
        }
        requireSupported(name);
        return name;
    }

    /** A caller can still choose another; a file found by a scan gets the default instead. */
    private static void requireOwnStrategy(Submission submission) {
        if (submission.options().indexOf('C') >= 0) {
            throw new InvalidInputException(
                    "file", "No chunking strategy of your own is installed; use F, R, V or P.");
        }
    }

    private void requireSupported(String name) {
        List<String> supported = tools.suffixes();
        if (!supported.contains(FileParsing.suffix(name))) {
            throw new InvalidInputException(
                    "file",
                    "Unsupported file type. Supported are: " + String.join(", ", supported));
        }
    }
}
