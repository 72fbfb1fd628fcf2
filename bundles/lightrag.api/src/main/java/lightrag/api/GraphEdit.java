package lightrag.api;

import java.util.Optional;

/** What an edit left behind. */
public sealed interface GraphEdit {

    /**
     * @param summary present for edits of entities
     */
    record OfEntity(Entity entity, String message, Optional<EditSummary> summary)
            implements GraphEdit {}

    record OfRelation(Relation relation, String message) implements GraphEdit {}

    /**
     * @param mergeStatus {@code not_attempted}, {@code success} or {@code failed}
     * @param operationStatus {@code success}, {@code partial_success} or {@code failure}
     */
    record EditSummary(
            boolean merged,
            String mergeStatus,
            Optional<String> mergeError,
            String operationStatus,
            Optional<String> targetEntity,
            String finalEntity,
            boolean renamed) {}
}
