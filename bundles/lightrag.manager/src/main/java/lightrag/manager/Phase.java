package lightrag.manager;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where a workspace is in its life. */
sealed interface Phase {

    /** Calls are served. */
    sealed interface Usable extends Phase {
        OpenStores stores();

        EngineHandle engine();
    }

    /** Nothing is open and nothing is known against opening. */
    record Closed() implements Phase {}

    /**
     * On its way.
     *
     * @param done completes with the failure, if any
     * @param failures before this attempt, in a row
     */
    record Opening(CompletableFuture<Optional<OpenFailure>> done, int failures) implements Phase {}

    record Open(OpenStores stores, EngineHandle engine) implements Usable {}

    /**
     * Another engine is about to take over; calls go to the one named here.
     *
     * @param done completes when the change is over, whatever its outcome
     */
    record Renewing(OpenStores stores, EngineHandle engine, CompletableFuture<Renewal> done)
            implements Usable {}

    /** Completes empty when all is closed. */
    record Closing(CompletableFuture<Optional<OpenFailure>> done) implements Phase {}

    /**
     * Left alone for a while after failures.
     *
     * @param failures in a row, at least 1
     */
    record BackingOff(OpenFailure failure, int failures, Instant until) implements Phase {}

    /**
     * Set aside since its files are damaged.
     *
     * @param stamp of the folder when it was found damaged
     */
    record Quarantined(OpenFailure failure, Optional<WorkspaceFolder.Stamp> stamp)
            implements Phase {}

    /** This entry has left the registry; a new one may be there. */
    record Gone() implements Phase {}
}
