/** Just enough JSON for feature files and the demo's answers, without a data binding library. */
@NullMarked
package lightrag.launcher.json;

import org.jspecify.annotations.NullMarked;
