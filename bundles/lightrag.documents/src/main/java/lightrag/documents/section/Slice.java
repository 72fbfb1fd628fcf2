package lightrag.documents.section;

/** Which part of a table that was cut a section holds. */
enum Slice {
    NONE,
    FIRST,
    MIDDLE,
    LAST
}
