/** Tests of the pages over real HTTP. */
@NullMarked
package lightrag.webui;

import org.jspecify.annotations.NullMarked;
