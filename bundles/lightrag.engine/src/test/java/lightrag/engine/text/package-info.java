@NullMarked
package lightrag.engine.text;

import org.jspecify.annotations.NullMarked;
