/**
 * What only Jetty itself can do: answer requests that never reach a servlet, know the caller behind
 * a proxy, take over new certificates while connections live.
 */
@NullMarked
package lightrag.http.jetty;

import org.jspecify.annotations.NullMarked;
