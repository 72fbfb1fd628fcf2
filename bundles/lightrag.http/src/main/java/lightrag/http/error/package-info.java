/** What a failure looks like on the wire; the one place where exceptions become status codes. */
@NullMarked
package lightrag.http.error;

import org.jspecify.annotations.NullMarked;
