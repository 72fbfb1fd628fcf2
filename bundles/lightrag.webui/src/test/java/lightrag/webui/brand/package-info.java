/** Tests of an operator's texts and logos. */
@NullMarked
package lightrag.webui.brand;

import org.jspecify.annotations.NullMarked;
