@NullMarked
package lightrag.engine.routing;

import org.jspecify.annotations.NullMarked;
