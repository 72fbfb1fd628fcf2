/** Tests over real HTTP: the edge filters, the routers and the error mappers on a plain Jetty. */
@NullMarked
package lightrag.http;

import org.jspecify.annotations.NullMarked;
