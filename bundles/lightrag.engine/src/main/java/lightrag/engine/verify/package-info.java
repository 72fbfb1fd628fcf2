/**
 * The stores of a workspace checked against each other, and mended from each other: documents and
 * chunks first, then the graph, its vectors and its tracking rows.
 */
@NullMarked
package lightrag.engine.verify;

import org.jspecify.annotations.NullMarked;
