/** Tests of what only Jetty can do. */
@NullMarked
package lightrag.http.jetty;

import org.jspecify.annotations.NullMarked;
