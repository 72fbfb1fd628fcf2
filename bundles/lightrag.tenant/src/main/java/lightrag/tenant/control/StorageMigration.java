package lightrag.tenant.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lightrag.api.WorkspaceId;

/**
 * A workspace's move from one storage binding to another, or to vectors of another embedding model.
 *
 * @param from type of the stores that were in force when it began
 * @param to type of the new ones
 * @param embeddingFrom model and dimension of the vectors there were; absent when vectors stay as
 *     they are
 * @param embeddingTo model and dimension of the new ones
 * @param rows copied so far
 * @param rowsTotal to copy; 0 until it is known
 * @param behind commits that the second stores have still to see
 * @param switchTook how long commits waited for the switch
 * @param digests of the copy when it was compared: rows and start of a SHA-256, by kind
 * @param inStep the stores that are not in force follow, so that going back takes no copy
 * @param message for people; no secrets
 */
public record StorageMigration(
        WorkspaceId workspace,
        String from,
        String to,
        Optional<String> embeddingFrom,
        Optional<String> embeddingTo,
        Phase phase,
        long rows,
        long rowsTotal,
        int behind,
        Optional<Duration> switchTook,
        Map<String, String> digests,
        boolean inStep,
        Instant started,
        Optional<Instant> ended,
        String message) {

    public StorageMigration {
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }

    public enum Phase {
        /** Other workspaces are being copied. */
        WAITING,
        COPYING,
        COMPARING,
        CATCHING_UP,
        /** The new stores are in force, the former ones are kept and follow. */
        SWITCHED,
        /** The former stores are in force again, the others are kept and follow. */
        RETURNED,
        /** Only the stores in force are left. */
        CONFIRMED,
        CANCELLED,
        FAILED
    }
}
