/** Tests of the package of the same name. */
@NullMarked
package lightrag.rest.multipart;

import org.jspecify.annotations.NullMarked;
