package lightrag.model.embedded.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StemsTest {

    private final Lexicon lexicon = Lexicon.load();

    @ParameterizedTest
    @CsvSource({
        "moved,move", "lowered,lower", "hoped,hope", "stopped,stop", "killed,kill", "called,call",
                "carries,carry",
        "looked,look", "liked,like", "saw,see", "settled,settle", "raised,raise", "hunting,hunt",
                "created,create",
        "discovered,discover", "used,use", "was,be", "watches,watch", "sailed,sail", "taking,take",
    })
    void verbsGoBackToTheirBase(String form, String base) {
        assertThat(lexicon.lemma(form)).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource({
        "whales,whale",
        "countries,country",
        "ships,ship",
        "compass,compass",
        "churches,church",
        "gas,gas",
        "crisis,crisis"
    })
    void nounsBecomeSingular(String form, String base) {
        assertThat(Stems.noun(form)).isEqualTo(base);
    }

    @Test
    void inflectionsOfAWordMatch() {
        assertThat(Stems.match("hunted"))
                .isEqualTo(Stems.match("hunts"))
                .isEqualTo(Stems.match("hunting"));
        assertThat(Stems.match("whale")).isEqualTo(Stems.match("whales"));
    }
}
