@NullMarked
package lightrag.engine.pipeline;

import org.jspecify.annotations.NullMarked;
