package lightrag.launcher.demo;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits between two looks at something that only polling shows. */
public final class Pace {

    private final Semaphore never = new Semaphore(0);

    /**
     * @throws InterruptedException the program ends
     */
    public void pause(Duration time) throws InterruptedException {
        if (never.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody releases this");
        }
    }
}
