/** Workbooks: xlsx. */
@NullMarked
package lightrag.documents.office.sheet;

import org.jspecify.annotations.NullMarked;
