package lightrag.engine.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lightrag.api.CodePoints;
import lightrag.api.ConflictException;
import lightrag.api.PipelineStatus;
import lightrag.engine.task.Cancellation;

/**
 * What the pipeline of a workspace does, and who may do what beside it (rules LC-50 to LC-62).
 * Thread-safe; holds no lock while anything else works.
 */
public final class PipelineState {

    /** What keeps the pipeline busy. */
    public enum Job {
        INDEX,
        DELETE,
        CLEAR,
        /** Nothing may change what is being compared; documents may still be let in. */
        VERIFY,
        TAKE_OVER
    }

    private static final int HISTORY_MAX = 5000;
    private static final int HISTORY_SHOWN = 1000;
    private static final int LINE_BYTES_MAX = 4096;

    private final InstantSource clock;
    private final Deque<String> history = new ArrayDeque<>();
    private Optional<Job> job = Optional.empty();
    private String jobName = "-";
    private String firstFile = "";
    private Optional<String> jobStart = Optional.empty();
    private int documents;
    private int batches;
    private int currentBatch;
    private String latestMessage = "";
    private boolean scanning;
    private boolean scanningExclusive;
    private int pendingEnqueues;
    private Cancellation scope = new Cancellation();

    /** Of a deletion beside an indexing job. */
    private Optional<Cancellation> deletion = Optional.empty();

    private boolean cancelledByUser;

    public PipelineState(InstantSource clock) {
        this.clock = clock;
    }

    /** Starts a job unless one runs, and with it a new history. */
    public synchronized boolean begin(Job next, String name, int size) {
        boolean blocked =
                job.isPresent()
                        || (next != Job.INDEX
                                && (scanning || pendingEnqueues > 0 || deletion.isPresent()));
        if (blocked) {
            return false;
        }
        job = Optional.of(next);
        jobName = name;
        jobStart = Optional.of(next == Job.INDEX ? nowWithOffset() : nowWithoutOffset());
        documents = size;
        batches = size;
        currentBatch = 0;
        history.clear();
        latestMessage = "";
        scope = new Cancellation();
        cancelledByUser = false;
        return true;
    }

    /**
     * Starts a deletion, beside an indexing job when one runs; {@link #endDeletion} must follow.
     * Returns its scope; empty when something is in its way.
     */
    public synchronized Optional<Cancellation> beginDeletion(String name, int size) {
        if (job.filter(running -> running == Job.INDEX).isPresent()) {
            if (deletion.isPresent() || scanning || pendingEnqueues > 0) {
                return Optional.empty();
            }
            log(name);
            deletion = Optional.of(new Cancellation());
            return deletion;
        }
        return begin(Job.DELETE, name, size) ? Optional.of(scope) : Optional.empty();
    }

    public synchronized void endDeletion() {
        if (deletion.isEmpty()) {
            end();
            return;
        }
        deletion = Optional.empty();
        cancelledByUser = cancelledByUser && job.isPresent();
        notifyAll();
    }

    /** The next document of a deletion; an indexing job counts its own. */
    public synchronized void advanceDeletion() {
        currentBatch += deletion.isEmpty() ? 1 : 0;
    }

    private String nowWithOffset() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    private String nowWithoutOffset() {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                LocalDateTime.ofInstant(
                        clock.instant().truncatedTo(ChronoUnit.MICROS), ZoneId.systemDefault()));
    }

    public synchronized void end() {
        job = Optional.empty();
        cancelledByUser = false;
        scope = new Cancellation();
        notifyAll();
    }

    /**
     * Names an indexing job after its first file and the number of all.
     *
     * @param first whether the file is the first of the job
     */
    synchronized void describe(String file, boolean first, int size) {
        firstFile = first ? file : firstFile;
        jobName = firstFile + "[" + size + " files]";
        documents = size;
        batches = size;
    }

    public synchronized void advance() {
        currentBatch++;
    }

    /** The scope of the running job. */
    public synchronized Cancellation scope() {
        return scope;
    }

    /** Stops what runs; false when nothing does. */
    public boolean cancel() {
        Cancellation running;
        Optional<Cancellation> beside;
        synchronized (this) {
            if (job.isEmpty() && deletion.isEmpty()) {
                return false;
            }
            cancelledByUser = true;
            running = scope;
            beside = deletion;
        }
        log("Cancellation was asked for");
        running.cancel();
        beside.ifPresent(Cancellation::cancel);
        return true;
    }

    /** Whether a user stopped the job, rather than the end of the engine. */
    public synchronized boolean isCancelledByUser() {
        return cancelledByUser;
    }

    /**
     * Announces documents about to be accepted; {@link #accepted} must follow.
     *
     * @throws ConflictException an exclusive job runs
     */
    synchronized void accepting(boolean fromScan) {
        if (!fromScan && scanningExclusive) {
            throw new ConflictException(
                    "The input folder is being scanned; try again when the scan is done.");
        }
        if (isDestructive()) {
            throw new ConflictException(
                    "Documents are being deleted; try again when that is done.");
        }
        pendingEnqueues++;
    }

    synchronized void accepted() {
        pendingEnqueues--;
        notifyAll();
    }

    private boolean isDestructive() {
        return deletion.isPresent()
                || job.filter(running -> running != Job.INDEX && running != Job.VERIFY).isPresent();
    }

    /** Takes the scan's place; the reason when something is in its way. */
    synchronized Optional<String> beginScan() {
        if (job.isPresent() || deletion.isPresent()) {
            return Optional.of("The pipeline is busy; scan again when it is done.");
        }
        if (scanning) {
            return Optional.of("A scan is running already.");
        }
        if (pendingEnqueues > 0) {
            return Optional.of("Documents are being accepted; scan again in a moment.");
        }
        scanning = true;
        scanningExclusive = true;
        return Optional.empty();
    }

    /** The scan knows its files; others may come in again. */
    synchronized void scanClassified() {
        scanningExclusive = false;
    }

    synchronized void endScan() {
        scanning = false;
        scanningExclusive = false;
        notifyAll();
    }

    /** Refuses an edit while a job runs. */
    public synchronized void requireIdle() {
        if (job.isPresent() || deletion.isPresent()) {
            throw new ConflictException(
                    "The pipeline is busy with " + jobName + "; edit the graph when it is done.");
        }
    }

    /** Waits until nothing runs; false when that takes too long. */
    public synchronized boolean awaitIdle(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!isIdle()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    public synchronized boolean isIdle() {
        return job.isEmpty() && deletion.isEmpty() && !scanning && pendingEnqueues == 0;
    }

    public synchronized void log(String line) {
        latestMessage = line;
        history.addLast(fitted(line));
        if (history.size() > HISTORY_MAX) {
            history.removeFirst();
        }
    }

    private static String fitted(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length <= LINE_BYTES_MAX
                ? line
                : CodePoints.truncate(line, LINE_BYTES_MAX / 4 - 1) + "…";
    }

    /**
     * @param workWaits whether documents wait though no job runs
     */
    public synchronized PipelineStatus snapshot(boolean workWaits) {
        return new PipelineStatus(
                job.isPresent() || deletion.isPresent() || workWaits,
                jobName,
                jobStart,
                documents,
                batches,
                currentBatch,
                latestMessage,
                shownHistory(),
                isDestructive(),
                scanning,
                scanningExclusive,
                pendingEnqueues,
                cancelledByUser,
                cancelledByUser ? Optional.of("user_requested") : Optional.empty());
    }

    private List<String> shownHistory() {
        int cut = Math.max(0, history.size() - HISTORY_SHOWN);
        List<String> shown = new ArrayList<>(history.size() - cut + 1);
        if (cut > 0) {
            shown.add("[Truncated history messages: " + cut + "/" + history.size() + "]");
        }
        history.stream().skip(cut).forEach(shown::add);
        return shown;
    }
}
