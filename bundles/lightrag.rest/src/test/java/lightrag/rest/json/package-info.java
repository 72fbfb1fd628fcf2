/** Tests of the package of the same name. */
@NullMarked
package lightrag.rest.json;

import org.jspecify.annotations.NullMarked;
