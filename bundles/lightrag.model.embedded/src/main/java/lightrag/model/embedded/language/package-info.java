/** The offline language model: recognises what a prompt asks for by its markers, and does it. */
@NullMarked
package lightrag.model.embedded.language;

import org.jspecify.annotations.NullMarked;
