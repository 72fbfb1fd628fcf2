package lightrag.manager.migration;

/** Opens and deletes stores of one workspace by their binding. */
public interface StoreOpener {

    /**
     * @throws lightrag.api.UnavailableException the binding is not installed
     */
    Stores open(Binding binding);

    /**
     * @param provider identity of the service that opens them
     * @throws lightrag.api.UnavailableException it has gone
     */
    Stores open(Binding binding, Object provider);

    /**
     * Deletes the files of closed stores.
     *
     * @throws lightrag.api.UnavailableException the binding is not installed
     */
    void delete(Binding binding);
}
