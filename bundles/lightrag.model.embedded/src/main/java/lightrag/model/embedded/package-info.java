/**
 * Models that run inside this process: nothing to install, no key, no network. Embeddings by a
 * small sentence model, replies by an extractive model that quotes what it is given.
 */
@NullMarked
package lightrag.model.embedded;

import org.jspecify.annotations.NullMarked;
