/**
 * Opens each workspace's models and keeps all workspaces within each provider's limits, fairly.
 *
 * <p>A call runs on the caller's thread: it waits for a permit of its {@link
 * lightrag.gateway.ProviderLine}, borrows the shared model of its settings, and runs under the
 * {@link lightrag.gateway.Watchdog}. Bindings come and go as services; the line of a provider, and
 * with it its limits, outlives them.
 */
@NullMarked
package lightrag.gateway;

import org.jspecify.annotations.NullMarked;
