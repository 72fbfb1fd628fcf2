/** The key-value rows of a workspace and their JSON form (rules DM-40 to DM-45). */
@NullMarked
package lightrag.engine.rows;

import org.jspecify.annotations.NullMarked;
