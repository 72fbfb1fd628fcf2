/**
 * JSON in and out of the routes: one mapper, request bodies, response bodies and line-delimited
 * streams. Nothing here knows what the JSON means. Thread-safe unless said otherwise.
 */
@NullMarked
package lightrag.rest.json;

import org.jspecify.annotations.NullMarked;
