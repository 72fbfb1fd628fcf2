/** Reading text: languages, sentences, tagged tokens, words and their stems. */
@NullMarked
package lightrag.model.embedded.text;

import org.jspecify.annotations.NullMarked;
