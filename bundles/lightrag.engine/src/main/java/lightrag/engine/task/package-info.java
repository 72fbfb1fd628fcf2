/**
 * Parallel work that can be stopped: fans out over virtual threads, always waits for what it
 * started.
 */
@NullMarked
package lightrag.engine.task;

import org.jspecify.annotations.NullMarked;
