/** The engine {@code native}: Markdown read into blocks. */
@NullMarked
package lightrag.documents.markdown;

import org.jspecify.annotations.NullMarked;
