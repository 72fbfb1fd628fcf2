package lightrag.documents.office.ooxml;

import org.jspecify.annotations.Nullable;

/** Sets of element names, each with its two namespaces: the usual and the strict one. */
public enum Vocabulary {
    WORD("wordprocessingml"),
    SLIDES("presentationml"),
    DRAWING("drawingml"),
    SHEET("spreadsheetml");

    private final String usual;
    private final String strict;

    Vocabulary(String name) {
        this.usual = "http://schemas.openxmlformats.org/" + name + "/2006/main";
        this.strict = "http://purl.oclc.org/ooxml/" + name + "/main";
    }

    boolean has(@Nullable String namespace) {
        return usual.equals(namespace) || strict.equals(namespace);
    }
}
