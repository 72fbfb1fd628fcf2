/** The settings of one engine, read once from its context's properties (rules CF-1 and 10.1). */
@NullMarked
package lightrag.engine.options;

import org.jspecify.annotations.NullMarked;
