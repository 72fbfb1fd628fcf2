@NullMarked
package lightrag.engine.rows;

import org.jspecify.annotations.NullMarked;
