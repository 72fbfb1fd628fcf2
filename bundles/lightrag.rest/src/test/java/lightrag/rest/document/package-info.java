/** Tests of the package of the same name. */
@NullMarked
package lightrag.rest.document;

import org.jspecify.annotations.NullMarked;
