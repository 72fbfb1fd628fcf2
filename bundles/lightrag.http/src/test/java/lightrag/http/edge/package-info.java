/** Access to the filters for tests over HTTP. */
@NullMarked
package lightrag.http.edge;

import org.jspecify.annotations.NullMarked;
