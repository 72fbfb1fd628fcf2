/** Tests of the package of the same name. */
@NullMarked
package lightrag.rest.query;

import org.jspecify.annotations.NullMarked;
