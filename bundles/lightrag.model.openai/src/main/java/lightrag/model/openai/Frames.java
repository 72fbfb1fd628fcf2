package lightrag.model.openai;

import java.io.IOException;
import java.util.Optional;

/** The JSON texts within a streamed reply, in order. */
@FunctionalInterface
interface Frames {

    /** The next one; empty at the end of the reply. Blocks. */
    Optional<String> next() throws IOException;
}
