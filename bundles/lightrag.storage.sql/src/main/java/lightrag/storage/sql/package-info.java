/**
 * The binding {@code h2}: all stores of a workspace in one embedded SQL database, in tables with an
 * exact scan for vectors. Made to be correct and plain: a second implementation that a workspace
 * can move to and back from.
 *
 * <p>Text keys are stored as UTF-8 bytes, since the order of those is the order of code points.
 */
@NullMarked
package lightrag.storage.sql;

import org.jspecify.annotations.NullMarked;
