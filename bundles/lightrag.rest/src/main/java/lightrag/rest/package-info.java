/**
 * The reference's HTTP contract as JAX-RS resources over one {@link lightrag.api.LightRag}.
 *
 * <p>A request is read by a schema ({@code validation}), handed to the service, and its result is
 * written ({@code wire}). Nothing here knows of tenants, engines or stores, and nothing maps
 * exceptions to status codes except where the contract gives a body of its own. Resources are
 * stateless singletons and never restart.
 */
@NullMarked
package lightrag.rest;

import org.jspecify.annotations.NullMarked;
