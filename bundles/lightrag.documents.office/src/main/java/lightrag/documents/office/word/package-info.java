/** Text documents: docx. */
@NullMarked
package lightrag.documents.office.word;

import org.jspecify.annotations.NullMarked;
