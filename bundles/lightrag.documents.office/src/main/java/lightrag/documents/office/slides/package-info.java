/** Presentations: pptx. */
@NullMarked
package lightrag.documents.office.slides;

import org.jspecify.annotations.NullMarked;
