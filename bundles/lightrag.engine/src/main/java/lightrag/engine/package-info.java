/**
 * The engine of one knowledge base: ingest, extract, merge, retrieve, answer, delete, edit.
 *
 * <p>{@link lightrag.engine.EngineFactory} is the one service; {@link
 * lightrag.engine.LightRagEngine} wires and delegates. Documents go {@code pipeline -> extract ->
 * merge -> graph} and reach the stores in one commit; questions are {@code query}'s. Work runs on
 * virtual threads of the context's executor; whoever changes the graph holds the one lock of its
 * workspace.
 */
@NullMarked
package lightrag.engine;

import org.jspecify.annotations.NullMarked;
