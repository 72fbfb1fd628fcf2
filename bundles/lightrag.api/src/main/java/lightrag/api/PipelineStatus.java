package lightrag.api;

import java.util.List;
import java.util.Optional;

/**
 * What the document pipeline does.
 *
 * @param jobName {@code -} before the first job
 * @param jobStart ISO-8601; without offset for delete and clear jobs, as clients know it
 * @param documents in the job
 * @param batches in the job
 * @param currentBatch from 1
 * @param history oldest first, at most 1000 lines and one line that says how many were cut
 */
public record PipelineStatus(
        boolean busy,
        String jobName,
        Optional<String> jobStart,
        int documents,
        int batches,
        int currentBatch,
        String latestMessage,
        List<String> history,
        boolean destructiveBusy,
        boolean scanning,
        boolean scanningExclusive,
        int pendingEnqueues,
        boolean cancellationRequested,
        Optional<String> cancellationReason) {
    public PipelineStatus {
        history = List.copyOf(history);
    }

    /** Anything going on at all. */
    public boolean active() {
        return busy || scanning || destructiveBusy || pendingEnqueues > 0;
    }
}
