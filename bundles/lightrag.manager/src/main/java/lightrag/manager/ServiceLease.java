package lightrag.manager;

/**
 * A service held for as long as something made from it lives.
 *
 * @param key identity of its registration
 * @param release gives the service back; harmless when the service is gone
 */
record ServiceLease<S>(S service, Object key, Runnable release) implements AutoCloseable {

    @Override
    public void close() {
        release.run();
    }
}
