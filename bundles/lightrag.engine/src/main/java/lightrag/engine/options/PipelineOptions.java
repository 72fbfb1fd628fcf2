package lightrag.engine.options;

import java.time.Duration;

/**
 * @param parallelDocuments in work at a time
 * @param pageSize unfinished documents read from the store at a time
 * @param maxPendingDocuments accepted but unfinished documents; 0 = no limit
 * @param scanBatchSize files accepted in one commit by a scan
 * @param documentDeadline longest time for one document; zero = none
 */
public record PipelineOptions(
        int parallelDocuments,
        int pageSize,
        int maxPendingDocuments,
        int scanBatchSize,
        Duration documentDeadline) {

    private static final int EVERYTHING = 1_000_000;

    static PipelineOptions of(Settings settings) {
        int page = settings.integer("pipeline.scheduling.page.size", 500);
        return new PipelineOptions(
                Math.max(1, settings.integer("max.parallel.insert", 3)),
                page <= 0 ? EVERYTHING : page,
                settings.integer("max.pending.documents", 0),
                Math.max(1, settings.integer("scan.enqueue.batch.size", 100)),
                Duration.ofSeconds(Math.max(0, settings.integer("document.deadline.seconds", 0))));
    }
}
