/** Tables and formulas of a document, told in words so that they can be searched and extracted. */
@NullMarked
package lightrag.engine.describe;

import org.jspecify.annotations.NullMarked;
