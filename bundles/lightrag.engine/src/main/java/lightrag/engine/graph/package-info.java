/**
 * The knowledge graph as ingest, deletion and edits change it: read once in batches, changed in
 * memory, embedded in one go, written in one commit.
 */
@NullMarked
package lightrag.engine.graph;

import org.jspecify.annotations.NullMarked;
