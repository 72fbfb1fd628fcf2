/** Tests of the package of the same name. */
@NullMarked
package lightrag.rest.validation;

import org.jspecify.annotations.NullMarked;
