package lightrag.tenant.control;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to bring a bundle in.
 *
 * @param symbolicName empty when the file is no bundle
 * @param version as its engine says it, else of the bundle; empty when the file is no bundle
 * @param message why it was refused or rolled back; else what it does now
 */
public record Deployment(
        String fileName,
        String symbolicName,
        String version,
        Outcome outcome,
        String message,
        Instant started,
        Duration took) {

    public enum Outcome {
        /** Serves. */
        ACTIVE,
        /** Installed and tested, serves nobody until it is assigned or activated. */
        STANDBY,
        /** Not taken in. */
        REFUSED,
        /** Served for a while and was taken back. */
        ROLLED_BACK
    }
}
