@NullMarked
package lightrag.engine.merge;

import org.jspecify.annotations.NullMarked;
