@NullMarked
package lightrag.engine.graph;

import org.jspecify.annotations.NullMarked;
