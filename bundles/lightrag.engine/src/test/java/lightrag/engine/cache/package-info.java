@NullMarked
package lightrag.engine.cache;

import org.jspecify.annotations.NullMarked;
