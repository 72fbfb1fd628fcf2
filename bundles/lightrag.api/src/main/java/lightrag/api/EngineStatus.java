package lightrag.api;

import java.util.Map;

/**
 * @param engineVersion of the bundle that serves this workspace
 * @param settings effective settings by dotted name, secrets left out
 * @param queues counters of each model role's queue by role: {@code queued}, {@code running},
 *     {@code completed}, …
 */
public record EngineStatus(
        WorkspaceId workspace,
        String engineVersion,
        String workingDirectory,
        String inputDirectory,
        PipelineStatus pipeline,
        Map<String, String> settings,
        Map<String, Map<String, Long>> queues) {}
