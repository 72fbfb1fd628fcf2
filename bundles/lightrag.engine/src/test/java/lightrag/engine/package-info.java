@NullMarked
package lightrag.engine;

import org.jspecify.annotations.NullMarked;
