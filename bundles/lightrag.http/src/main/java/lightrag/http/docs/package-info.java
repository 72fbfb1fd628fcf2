/**
 * The description of the API and a page that shows it; both come from files in this bundle, nothing
 * from elsewhere.
 */
@NullMarked
package lightrag.http.docs;

import org.jspecify.annotations.NullMarked;
