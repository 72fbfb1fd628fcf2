package lightrag.manager;

import java.util.concurrent.Semaphore;

/** Lets work through while it is open. */
final class Gate {

    private final Semaphore open = new Semaphore(0);

    static Gate open() {
        Gate gate = new Gate();
        gate.release();
        return gate;
    }

    static Gate shut() {
        return new Gate();
    }

    void pass() throws InterruptedException {
        open.acquire();
        open.release();
    }

    void release() {
        open.release();
    }
}
