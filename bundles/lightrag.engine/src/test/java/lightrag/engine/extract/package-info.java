@NullMarked
package lightrag.engine.extract;

import org.jspecify.annotations.NullMarked;
