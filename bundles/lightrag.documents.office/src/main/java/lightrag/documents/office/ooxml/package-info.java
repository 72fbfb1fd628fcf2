/** The container of Office files: a ZIP with XML parts that point at each other. */
@NullMarked
package lightrag.documents.office.ooxml;

import org.jspecify.annotations.NullMarked;
