/**
 * Servlet filters that every request passes before anything else, in the order of their ranking:
 * id, access log, failures, CORS, body limit. Filters of other rooms rank below 9,700.
 */
@NullMarked
package lightrag.http.edge;

import org.jspecify.annotations.NullMarked;
