/** Tests of the package of the same name. */
@NullMarked
package lightrag.rest.ollama;

import org.jspecify.annotations.NullMarked;
