/**
 * Questions: keywords, search, token budgets, chunk picking, context, answer (section 6 of the
 * engine rules). Start at {@link lightrag.engine.query.QueryEngine}; every other type is one step
 * of it. All types are safe for many threads.
 */
@NullMarked
package lightrag.engine.query;

import org.jspecify.annotations.NullMarked;
