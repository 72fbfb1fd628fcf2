package lightrag.manager;

import java.time.Duration;

/** What became of the wish to have a workspace's stores opened by another service. */
sealed interface Reopening {

    /**
     * @param waited how long calls were held
     */
    record Done(Duration waited) implements Reopening {}

    /** They stay with the service they had. */
    record Kept(String reason) implements Reopening {}
}
