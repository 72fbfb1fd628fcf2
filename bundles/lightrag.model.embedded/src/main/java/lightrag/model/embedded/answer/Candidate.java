package lightrag.model.embedded.answer;

import java.util.Set;

/**
 * A sentence that might answer.
 *
 * @param referenceId of its document; empty when unknown
 * @param passage index of its passage, best passage first
 * @param position within the passage
 * @param terms its stems
 * @param titleTerms stems of its document's title, which often says who speaks and when
 */
record Candidate(
        String text,
        String referenceId,
        int passage,
        int position,
        Set<String> terms,
        Set<String> titleTerms) {

    /** Whether the sentence or its document's title has this term. */
    boolean has(String term) {
        return terms.contains(term) || titleTerms.contains(term);
    }

    /**
     * @param coverage share of the question's terms, weighted by their rarity, 0 to 1
     * @param similarity cosine of the embeddings
     */
    record Scored(Candidate candidate, double coverage, double similarity, double score) {}
}
