/** The knowledge graph in other programs' formats, written as it is read. */
@NullMarked
package lightrag.engine.export;

import org.jspecify.annotations.NullMarked;
