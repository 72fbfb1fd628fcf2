/**
 * Documents on their way into the graph (section 2 of the engine rules). {@link
 * lightrag.engine.pipeline.Admission} makes them durable, {@link lightrag.engine.pipeline.Pipeline}
 * takes them up a few at a time, and {@link lightrag.engine.pipeline.Ingest} is the way of one. A
 * document's results reach the stores in one commit.
 */
@NullMarked
package lightrag.engine.pipeline;

import org.jspecify.annotations.NullMarked;
