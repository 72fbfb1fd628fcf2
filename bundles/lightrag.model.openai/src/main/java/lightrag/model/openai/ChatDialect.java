package lightrag.model.openai;

import java.io.InputStream;
import lightrag.spi.model.CompletionRequest;

/** How a family of endpoints wants a conversation and what its replies look like. Immutable. */
interface ChatDialect {

    /** Below the base URL, with its first slash. */
    String path();

    /** The request to send. */
    byte[] body(CompletionRequest request, boolean stream);

    /**
     * The whole reply.
     *
     * @throws tools.jackson.core.JacksonException the reply is cut or no JSON
     */
    ChatReply reply(byte[] json);

    /**
     * One frame of a streamed reply.
     *
     * @throws tools.jackson.core.JacksonException the frame is no JSON
     */
    ChatReply piece(String json);

    /** Cuts a streamed reply into the JSON text of each frame. */
    Frames frames(InputStream body);
}
