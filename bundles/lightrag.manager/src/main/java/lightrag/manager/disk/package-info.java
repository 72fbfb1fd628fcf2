/** Small files that a kill at any moment leaves whole. */
@NullMarked
package lightrag.manager.disk;

import org.jspecify.annotations.NullMarked;
