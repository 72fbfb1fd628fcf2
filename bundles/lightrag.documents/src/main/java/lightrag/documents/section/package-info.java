/** The paragraph-semantic strategy: sections of a document, cut and joined along its headings. */
@NullMarked
package lightrag.documents.section;

import org.jspecify.annotations.NullMarked;
