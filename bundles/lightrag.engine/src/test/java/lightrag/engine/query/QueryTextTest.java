package lightrag.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lightrag.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule QY-1, with the vectors of appendix A-3. */
class QueryTextTest {

    @ParameterizedTest
    @CsvSource({"ab,2", "中,2", "中a,3", "中文,4", "ｱ,2", "한,2", "😀a,2", "𠀀,2"})
    void weights(String text, int weight) {
        assertThat(QueryText.weight(text)).isEqualTo(weight);
    }

    @Test
    void blankIsRefusedAlwaysAndShortOnlyForRetrieval() {
        assertThatThrownBy(() -> QueryText.checked(" \n", false))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> QueryText.checked("ab", true))
                .isInstanceOf(InvalidInputException.class);
        assertThat(QueryText.checked(" ab ", false)).isEqualTo("ab");
        assertThat(QueryText.checked("中文", true)).isEqualTo("中文");
    }
}
