/**
 * The command line: starts, stops, checks and demonstrates the server. Runs outside the framework.
 */
@NullMarked
package lightrag.launcher;

import org.jspecify.annotations.NullMarked;
