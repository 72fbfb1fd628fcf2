@NullMarked
package lightrag.engine.task;

import org.jspecify.annotations.NullMarked;
