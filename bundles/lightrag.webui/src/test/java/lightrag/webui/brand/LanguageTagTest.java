package lightrag.webui.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {

    @ParameterizedTest
    @CsvSource({"EN,en", "zh-tw,zh-TW", "zh-hant-tw,zh-Hant-TW", "es-419,es-419", "' de ',de"})
    void tagsHaveTheirUsualCase(String written, String usual) throws BrandException {
        assertThat(LanguageTag.of(written).value()).isEqualTo(usual);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "zh_TW", "e", "en-", "en--US", "de-ÄÖ", "12", "en-abcdefghi", "../etc"})
    void otherThingsAreRefused(String written) {
        assertThatThrownBy(() -> LanguageTag.of(written)).isInstanceOf(BrandException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ar,rtl",
        "he-IL,rtl",
        "dv,rtl",
        "en,ltr",
        "ku,ltr",
        "ku-Arab,rtl",
        "az-Arab-IR,rtl",
        "ar-aao-Latn,ltr",
        "ar-u-nu-latn,rtl",
        "ur-Latn,ltr"
    })
    void theScriptDecidesTheDirection(String written, String direction) throws BrandException {
        assertThat(LanguageTag.of(written).direction()).isEqualTo(direction);
    }
}
