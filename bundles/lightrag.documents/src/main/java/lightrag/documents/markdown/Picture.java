package lightrag.documents.markdown;

/**
 * A picture as its tag names it.
 *
 * @param format suffix without dot; empty where nothing tells
 * @param path below the document's folder of assets; empty for one that lies elsewhere
 * @param source where it was written to lie; empty for one within the text
 */
record Picture(String format, String path, String source) {}
