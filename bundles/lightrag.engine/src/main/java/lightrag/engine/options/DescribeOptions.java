package lightrag.engine.options;

/**
 * How tables and formulas are described.
 *
 * @param leadingTokens of the text before one that the model reads; 0 for none
 * @param trailingTokens of the text behind it
 * @param contentMinTokens of the thing itself, below which asking makes no sense
 */
public record DescribeOptions(int leadingTokens, int trailingTokens, int contentMinTokens) {

    static DescribeOptions of(Settings settings) {
        return new DescribeOptions(
                Math.max(0, settings.integer("surrounding.leading.max.tokens", 2000)),
                Math.max(0, settings.integer("surrounding.trailing.max.tokens", 2000)),
                settings.integer("mm.extract.content.min.tokens", 100));
    }
}
