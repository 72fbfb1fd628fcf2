@NullMarked
package lightrag.engine.query;

import org.jspecify.annotations.NullMarked;
