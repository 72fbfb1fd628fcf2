package lightrag.tenant;

/** What a principal may do within a workspace, ascending. */
public enum Role {
    /** Asks and looks. */
    READER,
    /** Changes documents and graph too. */
    USER,
    /** May name any workspace, and operates the server. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
