/**
 * Commands on one workspace of a stopped server. The launcher, which shares no class with bundles,
 * finds each as a {@code ToIntFunction} of its arguments by the property {@code lightrag.command};
 * they print to standard output and return the exit code of the process.
 */
@NullMarked
package lightrag.maintenance;

import org.jspecify.annotations.NullMarked;
