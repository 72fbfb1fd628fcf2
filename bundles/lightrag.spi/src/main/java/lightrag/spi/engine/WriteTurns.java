package lightrag.spi.engine;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may change the stores of one workspace. All engines over the same stores share these locks,
 * so that an engine that ends and the one that follows it never overwrite each other's changes.
 *
 * @param intake held while documents are told apart from those there are and accepted
 * @param graph held from reading graph rows to the commit that replaces them
 */
public record WriteTurns(Lock intake, Lock graph) {

    /** Turns that nobody else takes. */
    public static WriteTurns fresh() {
        return new WriteTurns(new ReentrantLock(), new ReentrantLock());
    }
}
