/**
 * Models behind HTTP: OpenAI-compatible and Ollama endpoints for chat and embeddings, Cohere-,
 * Jina- and Aliyun-shaped endpoints for reranking.
 *
 * <p>A dialect writes request bodies and reads replies; {@link lightrag.model.openai.HttpEndpoint}
 * sends, retries and times out; the three model classes join the two. Calls run on the caller's
 * thread, except that a streamed reply has one virtual thread that reads ahead into a bounded
 * queue.
 */
@NullMarked
package lightrag.model.openai;

import org.jspecify.annotations.NullMarked;
