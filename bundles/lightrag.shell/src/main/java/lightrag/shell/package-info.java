/**
 * Commands of the local console, for whoever sits at the process itself: engine versions,
 * workspaces and features, as the operators' door shows them. There is no console unless the server
 * was started with one.
 */
@NullMarked
package lightrag.shell;

import org.jspecify.annotations.NullMarked;
