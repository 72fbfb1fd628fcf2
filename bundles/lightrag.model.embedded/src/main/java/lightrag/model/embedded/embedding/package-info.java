/** Sentence embeddings in process: word pieces, windows, and the ONNX session that all share. */
@NullMarked
package lightrag.model.embedded.embedding;

import org.jspecify.annotations.NullMarked;
