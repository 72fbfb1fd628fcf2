/**
 * Jetty and Jersey, once. A request passes the edge filters (id, access log, CORS, body limit),
 * then those of other rooms (authentication), then the Jersey servlet of an {@code Application}
 * service, and ends in an error mapper if it fails.
 *
 * <p>{@code JettySettings} tells Jetty where to listen; {@code JerseyServlets} runs applications;
 * {@code error} maps exceptions; {@code docs} describes the API. Nothing here knows a route, a
 * tenant or an engine.
 */
@NullMarked
package lightrag.http;

import org.jspecify.annotations.NullMarked;
