/**
 * Starts an OSGi framework from feature files and a folder of bundles, and stops it in order.
 *
 * <p>Nothing here knows what the bundles do: readiness is the first endpoint they publish
 * answering.
 */
@NullMarked
package lightrag.launcher.framework;

import org.jspecify.annotations.NullMarked;
