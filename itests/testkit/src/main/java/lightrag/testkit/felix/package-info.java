/**
 * Starts the assembled server for tests: in this JVM ({@link
 * lightrag.testkit.felix.EmbeddedServer}, to reach bundles and services) or in one of its own
 * ({@link lightrag.testkit.felix.ServerProcess}, to kill it).
 *
 * <p>Both need {@code runtime/lightrag.runtime} to be built and listen on a free port of the
 * loopback interface.
 */
@NullMarked
package lightrag.testkit.felix;

import org.jspecify.annotations.NullMarked;
