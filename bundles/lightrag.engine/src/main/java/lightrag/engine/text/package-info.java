/** Text as the stored data has it: cleaned, normalised, hashed. Pure functions. */
@NullMarked
package lightrag.engine.text;

import org.jspecify.annotations.NullMarked;
