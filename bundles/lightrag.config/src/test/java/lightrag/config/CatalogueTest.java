package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void keysFollowTheRuleOrTheirColumn() {
        assertThat(catalogue.row("CHUNK_SIZE").orElseThrow().key()).isEqualTo("chunk.size");
        assertThat(catalogue.row("LIGHTRAG_API_KEY").orElseThrow().key())
                .isEqualTo(".lightrag.api.key");
        assertThat(catalogue.row("LIGHTRAG_USERS_FILE").orElseThrow().key())
                .isEqualTo("users.file");
        assertThat(catalogue.row("LIGHTRAG_KV_STORAGE").orElseThrow().key())
                .isEqualTo("lightrag.kv.storage");
    }

    @Test
    void noTwoNamesMeetInOneProperty() {
        Map<String, String> owner = new HashMap<>();
        for (CatalogueRow row : catalogue.rows()) {
            for (String pid : row.pids()) {
                assertThat(owner.put(pid + "/" + row.key(), row.name())).as(row.name()).isNull();
            }
        }
    }

    @Test
    void everyDefaultIsOfItsType() {
        for (CatalogueRow row : catalogue.rows()) {
            if (!row.defaultValue().isEmpty() && !row.defaultValue().contains("${")) {
                assertThat(row.type().read(row.defaultValue()))
                        .as(row.name())
                        .isInstanceOf(ValueType.Reading.Value.class);
            }
        }
    }

    @Test
    void whatHasNoReaderHasNoEffect() {
        Set<String> launcher = Set.of("LIGHTRAG_ADMIN_KEY", "LIGHTRAG_ETC_DIR", "VERBOSE");
        for (CatalogueRow row : catalogue.rows()) {
            boolean without = row.status() == CatalogueRow.Status.NOT_APPLICABLE;
            assertThat(row.pids().isEmpty())
                    .as(row.name())
                    .isEqualTo(without || launcher.contains(row.name()));
        }
    }

    @Test
    void keysAndPasswordsAreSecret() {
        for (CatalogueRow row : catalogue.rows()) {
            if (row.name().matches(".*(API_KEY|SECRET|PASSWORD|ACCOUNTS).*")) {
                assertThat(row.type().secret()).as(row.name()).isTrue();
            }
        }
    }

    @Test
    void groupsStandForSeveralNames() {
        Catalogue two = Catalogue.parse("{A,B}_X{1,2} | p | - | int | 3 | same | m");
        assertThat(two.rows())
                .extracting(CatalogueRow::name)
                .containsExactly("A_X1", "A_X2", "B_X1", "B_X2");
    }

    @Test
    void aSingleNameGoesBeforeAPattern() {
        Catalogue two =
                Catalogue.parse(
                        "A_* | - | - | text |  | n/a | m\nA_X | p | - | int |  | own | m\n");
        assertThat(two.row("A_X").orElseThrow().pattern()).isFalse();
        assertThat(two.row("A_Y").orElseThrow().pattern()).isTrue();
        assertThat(catalogue.row("DOCX_SMART_HEADING").orElseThrow().pattern()).isTrue();
        assertThat(catalogue.row("NO_SUCH_NAME")).isEmpty();
    }

    @Test
    void aNameStandsOnce() {
        String line = "A | p | - | int | 3 | same | m\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.parse(line + line))
                .withMessageContaining("twice");
    }
}
