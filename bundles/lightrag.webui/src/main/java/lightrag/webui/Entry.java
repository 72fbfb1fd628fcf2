package lightrag.webui;

/**
 * One way in. Both entries live in one folder of files, so each hides the other's page: otherwise a
 * page would be there under two addresses.
 *
 * @param name of its path, {@code /<name>/}
 * @param page file that its path shows
 * @param otherPage file that it hides
 */
record Entry(String name, String page, String otherPage) {

    static final Entry WEBUI = new Entry("webui", "index.html", "workspace.html");
    static final Entry WORKSPACE = new Entry("workspace", "workspace.html", "index.html");
}
