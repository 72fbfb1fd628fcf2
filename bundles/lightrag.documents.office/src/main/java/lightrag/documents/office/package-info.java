/** PDF and Office files as text, laid out as the reference's engine {@code legacy} does. */
@NullMarked
package lightrag.documents.office;

import org.jspecify.annotations.NullMarked;
