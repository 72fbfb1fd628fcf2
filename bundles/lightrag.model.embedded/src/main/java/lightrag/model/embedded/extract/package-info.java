/** Entities and relations of a text by rules: names, terms, and the verbs between them. */
@NullMarked
package lightrag.model.embedded.extract;

import org.jspecify.annotations.NullMarked;
