/**
 * New engine versions: a jar comes from the deploy folder or through a call, is installed beside
 * the running versions, tested, and activated workspace by workspace; the version before is
 * uninstalled with its last lease. A version that does badly in its first minutes is taken back.
 *
 * <p>One deployment runs at a time. Nothing of an engine is kept here: its factory is asked for
 * during the test only.
 */
@NullMarked
package lightrag.deploy;

import org.jspecify.annotations.NullMarked;
