/**
 * Emulates the chat interface of Ollama, so that its clients can talk to a knowledge base. {@code
 * OllamaRoutes} is the door; {@code ChatPrompt} knows the prefix grammar; {@code OllamaAnswer}
 * writes both response forms.
 */
@NullMarked
package lightrag.rest.ollama;

import org.jspecify.annotations.NullMarked;
