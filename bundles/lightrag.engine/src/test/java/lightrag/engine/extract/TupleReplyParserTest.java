package lightrag.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks 11 to 14 of the engine rules, and rules EX-30 to EX-40. */
class TupleReplyParserTest {

    private static final Provenance FROM = new Provenance("c", "f.txt", 7);

    private static Records parse(String... lines) {
        return TupleReplyParser.parse(String.join("\n", lines), FROM);
    }

    @Test
    void check11_damagedMarksAreRepaired() {
        Records records = parse("entity<|#>Alice<#>Person<|#|d");
        assertThat(records.entities().get("Alice"))
                .containsExactly(new ExtractedEntity("Alice", "person", "d", "c", "f.txt", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<|##|>",
                "<|#||#|>",
                "<|\\#|>",
                "<|>",
                "<||>",
                "<x|#|x>",
                "<x|#|>",
                "<|#|x>",
                "<#>",
                "<|#>",
                "<#|>",
                "<x#|>",
                "<|#x>",
                "<|#|",
                "<|#||",
                "<|#:",
                "<||#>",
                "<||",
                "|#|>",
                "<|#|>|",
                "||#||"
            })
    void check11_everyKnownDamage(String mark) {
        Records records = parse("entity<|#|>Alice" + mark + "Person<|#|>Some text");
        assertThat(records.entities()).containsOnlyKeys("Alice");
        assertThat(records.entities().get("Alice").getFirst().type()).isEqualTo("person");
    }

    @Test
    void check12_fivePartsAreARelationAndFourAnEntityWhateverTheyAreCalled() {
        Records records =
                parse(
                        "entity<|#|>A<|#|>B<|#|>likes<|#|>A likes B",
                        "foo<|#|>Alice<|#|>Person<|#|>text",
                        "1. X<|#|>Y<|#|>Z<|#|>k<|#|>d");
        assertThat(records.relations())
                .containsOnlyKeys(new Records.Pair("A", "B"), new Records.Pair("Y", "Z"));
        assertThat(records.entities()).containsOnlyKeys("Alice");
    }

    @Test
    void check13_unusableRecordsAreDroppedAndOthersKept() {
        Records records =
                parse(
                        "entity<|#|>NoText<|#|>Person<|#|>",
                        "relation<|#|>Self<|#|>Self<|#|>k<|#|>d",
                        "entity<|#|>Slash<|#|>a/b<|#|>d",
                        "entity<|#|>Six<|#|>a<|#|>b<|#|>c<|#|>d",
                        "entity<|#|>Kept<|#|>Person<|#|>d",
                        "<|COMPLETE|>");
        assertThat(records.entities()).containsOnlyKeys("Kept");
        assertThat(records.relations()).isEmpty();
    }

    @Test
    void check14_typesAreLowerAndNamesKeepTheirCase() {
        Records records =
                parse(
                        "entity<|#|>alice<|#|>A, B<|#|>d",
                        "entity<|#|>Alice<|#|>Natural Object<|#|>d",
                        "entity<|#|>12<|#|>data<|#|>d",
                        "entity<|#|>1.2<|#|>data<|#|>d",
                        "entity<|#|>123<|#|>data<|#|>d",
                        "entity<|#|>Bad<|#|>constructor<|#|>d");
        assertThat(records.entities()).containsOnlyKeys("alice", "Alice", "123");
        assertThat(records.entities().get("alice").getFirst().type()).isEqualTo("a");
        assertThat(records.entities().get("Alice").getFirst().type()).isEqualTo("naturalobject");
    }

    @Test
    void relationsRunTogetherAreRecoveredAndASecondEntityIsLost() {
        Records relations =
                parse("relation<|#|>A<|#|>B<|#|>k<|#|>d1<|#|>relation<|#|>C<|#|>D<|#|>k<|#|>d2");
        assertThat(relations.relations()).hasSize(2);
        Records entities = parse("entity<|#|>A<|#|>t<|#|>d1<|#|>entity<|#|>B<|#|>t<|#|>d2");
        assertThat(entities.entities()).containsOnlyKeys("A");
    }

    @Test
    void severalRecordsOfOneNameAreKeptInOrder() {
        Records records = parse("entity<|#|>A<|#|>t<|#|>first", "entity<|#|>A<|#|>t<|#|>second");
        assertThat(records.entities().get("A"))
                .extracting(ExtractedEntity::description)
                .isEqualTo(List.of("first", "second"));
    }

    @Test
    void theCompletionMarkMayBeLowerCaseOrMissing() {
        assertThat(parse("entity<|#|>A<|#|>t<|#|>d<|complete|>").entities()).containsOnlyKeys("A");
        assertThat(parse("entity<|#|>A<|#|>t<|#|>d").entities()).containsOnlyKeys("A");
    }

    @Test
    void fullWidthCommasSeparateKeywordsToo() {
        Records records = parse("relationship<|#|>A<|#|>B<|#|>x，y<|#|>d");
        assertThat(records.relations().values().iterator().next().getFirst().keywords())
                .isEqualTo("x,y");
    }
}
