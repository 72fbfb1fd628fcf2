/** Text of PDF files. */
@NullMarked
package lightrag.documents.office.pdf;

import org.jspecify.annotations.NullMarked;
