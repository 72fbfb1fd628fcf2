package lightrag.manager.migration;

/** Opens and deletes stores of one workspace by their binding. */
public interface StoreOpener {

    /**
     * @throws lightrag.api.UnavailableException the binding is not installed
     */
    Stores open(Binding binding);

    /**
     * Deletes the files of closed stores.
     *
     * @throws lightrag.api.UnavailableException the binding is not installed
     */
    void delete(Binding binding);
}
