package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lightrag.spi.text.Tokenizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class TokenLimitProperties {

    /** One token a character: what is cut where can be computed by hand. */
    private static final Tokenizer CHARACTERS =
            new Tokenizer() {
                @Override
                public String encoding() {
                    return "characters";
                }

                @Override
                public int count(String text) {
                    return text.length();
                }

                @Override
                public int[] encode(String text) {
                    return text.chars().toArray();
                }

                @Override
                public String decode(int[] tokens, int from, int to) {
                    return new String(tokens, from, to - from);
                }
            };

    @Property
    void windowsCoverTheTextAndOverlap(
            @ForAll @AlphaChars @StringLength(min = 1, max = 200) String text,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(min = 0, max = 60) int overlap) {
        TokenLimit limit = new TokenLimit(() -> Optional.of(encoding -> CHARACTERS), "any");
        int shared = overlap < size ? overlap : size / 2;
        StringBuilder joined = new StringBuilder();
        for (TokenLimit.Window window : limit.windows(List.of("short", text), size, overlap)) {
            assertThat(window.text().length()).isLessThanOrEqualTo(size);
            if (window.document() == 1) {
                String fresh = joined.isEmpty() ? window.text() : window.text().substring(shared);
                assertThat(fresh).isNotEmpty();
                joined.append(fresh);
            }
        }
        assertThat(joined).hasToString(text);
    }

    @Property
    void withoutATokenizerFourCharactersCountAsOne(
            @ForAll @StringLength(min = 1, max = 200) String raw,
            @ForAll @IntRange(min = 1, max = 9) int size) {
        String text =
                raw.codePoints()
                        .filter(
                                c ->
                                        !Character.isBmpCodePoint(c)
                                                || !Character.isSurrogate((char) c))
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        TokenLimit limit = new TokenLimit(Optional::empty, "any");
        StringBuilder joined = new StringBuilder();
        for (TokenLimit.Window window : limit.windows(List.of(text), size, 0)) {
            assertThat(window.text().codePointCount(0, window.text().length()))
                    .isLessThanOrEqualTo(4 * size);
            joined.append(window.text());
        }
        assertThat(joined).hasToString(text);
    }

    @Property
    void headNeverExceedsTheLimit(
            @ForAll @AlphaChars @StringLength(max = 100) String text,
            @ForAll @IntRange(min = 1, max = 120) int size) {
        TokenLimit limit = new TokenLimit(() -> Optional.of(encoding -> CHARACTERS), "any");
        assertThat(limit.head(text, size))
                .isEqualTo(text.substring(0, Math.min(size, text.length())));
    }
}
