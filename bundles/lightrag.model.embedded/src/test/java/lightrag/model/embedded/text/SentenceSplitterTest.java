package lightrag.model.embedded.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceSplitterTest {

    @Test
    void wrappedLinesAreJoinedAndHeadingsStandAlone() {
        assertThat(
                        SentenceSplitter.split(
                                "# The Title\n\nIt was a dark\nnight. _Nobody_ came!\n\nEnd"))
                .containsExactly("The Title", "It was a dark night.", "Nobody came!", "End");
    }

    @Test
    void abbreviationsAndNumbersDoNotEndSentences() {
        assertThat(SentenceSplitter.split("Mr. Starbuck met Dr. J. Smith at 3.5 miles. He left."))
                .containsExactly("Mr. Starbuck met Dr. J. Smith at 3.5 miles.", "He left.");
    }

    @Test
    void closingQuotesStayWithTheirSentence() {
        assertThat(SentenceSplitter.split("“Stop!” he said. \"Never.\" She ran."))
                .contains("\"Never.\"", "She ran.");
    }

    @Test
    void scriptsWithoutSpacesEndAtTheirOwnMarks() {
        assertThat(SentenceSplitter.split("他起床。今天有船吗？没有！"))
                .containsExactly("他起床。", "今天有船吗？", "没有！");
    }

    @Test
    void blankTextHasNone() {
        assertThat(SentenceSplitter.split(" \n\n\u00a0\t")).isEmpty();
    }
}
