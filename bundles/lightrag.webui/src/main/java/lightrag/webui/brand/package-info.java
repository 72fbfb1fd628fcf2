/**
 * An operator's own texts and logos for the pages, in any number of languages: read once from a
 * folder, checked as a whole, then immutable.
 */
@NullMarked
package lightrag.webui.brand;

import org.jspecify.annotations.NullMarked;
