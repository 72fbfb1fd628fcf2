/**
 * Storage folders of the Python server, read file by file and row by row into an empty workspace.
 * Its key-value rows have our form already; vectors, graph and status rows are translated.
 */
@NullMarked
package lightrag.engine.takeover;

import org.jspecify.annotations.NullMarked;
