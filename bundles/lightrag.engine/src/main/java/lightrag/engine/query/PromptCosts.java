package lightrag.engine.query;

/**
 * Tokens charged for the texts around the lines of a context.
 *
 * <p>Fixed numbers rather than the present wording's, so that a change of wording never changes
 * which chunks fit: they are the reference's measured lengths in {@code o200k_base}, and a test
 * keeps our prompts below them.
 */
final class PromptCosts {

    /** The graph frame around empty blocks. */
    static final int GRAPH_FRAME_TOKENS = 108;

    /** The answer prompt of the graph modes, without response type and instructions. */
    static final int GRAPH_ANSWER_TOKENS = 557;

    /** The answer prompt of naive mode, likewise. */
    static final int NAIVE_ANSWER_TOKENS = 549;

    /** Kept free for the reference list. */
    static final int BUFFER_TOKENS = 200;

    private PromptCosts() {}
}
