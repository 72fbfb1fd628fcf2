package lightrag.documents.office;

import java.io.IOException;

/** A file that can't or must not be read, with a reason that follows its name. */
public final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String reason) {
        super(reason);
    }
}
