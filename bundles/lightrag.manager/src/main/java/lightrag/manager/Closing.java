package lightrag.manager;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes several things in order; a failure is logged and the next one is closed all the same. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void all(String what, AutoCloseable... parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.warn("Interrupted while closing {}", what);
            } catch (Exception | LinkageError e) {
                LOG.error("Closing {} failed", what, e);
            }
        }
    }
}
