package lightrag.manager.migration;

import java.util.Optional;

/**
 * What is written down about a workspace's stores.
 *
 * @param inForce answers every call
 * @param other the second stores there are
 * @param phase what the second ones are
 */
public record Bindings(Binding inForce, Optional<Binding> other, Phase phase) {

    /** What the second stores are. */
    public enum Phase {
        /** There are none. */
        SINGLE,
        /** An unfinished copy; worthless after a kill. */
        COPYING,
        /** The former stores, kept until confirmed; they follow. */
        KEPT,
        /** The former stores, kept until confirmed; they lack what was committed since. */
        STALE,
        /** The former stores in an older format, kept until the newer one is confirmed. */
        FORMER_FORMAT
    }

    /** Whether the second stores were in force once. */
    boolean keptOther() {
        return switch (phase) {
            case KEPT, STALE, FORMER_FORMAT -> true;
            case SINGLE, COPYING -> false;
        };
    }

    Bindings in(Phase next) {
        return new Bindings(inForce, other, next);
    }

    static Bindings single(Binding inForce) {
        return new Bindings(inForce, Optional.empty(), Phase.SINGLE);
    }
}
