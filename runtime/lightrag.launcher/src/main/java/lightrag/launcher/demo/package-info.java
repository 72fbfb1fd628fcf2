/** The demonstration's client: it calls the server over HTTP as its two tenants would. */
@NullMarked
package lightrag.launcher.demo;

import org.jspecify.annotations.NullMarked;
