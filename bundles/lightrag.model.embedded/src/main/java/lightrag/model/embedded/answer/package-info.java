/** Answers, keywords and summaries by choosing sentences and words that are there already. */
@NullMarked
package lightrag.model.embedded.answer;

import org.jspecify.annotations.NullMarked;
