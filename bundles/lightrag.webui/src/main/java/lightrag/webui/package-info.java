/**
 * The pages people see: two entries, {@code /webui/} for those who look after documents and {@code
 * /workspace/} for those who only ask. They come from this bundle, or from a folder an operator
 * names. Nothing here knows what a page does with the API.
 */
@NullMarked
package lightrag.webui;

import org.jspecify.annotations.NullMarked;
