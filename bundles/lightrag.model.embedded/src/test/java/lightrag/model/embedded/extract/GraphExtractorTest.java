package lightrag.model.embedded.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import lightrag.model.embedded.extract.ExtractedGraph.Link;
import lightrag.model.embedded.extract.ExtractedGraph.Node;
import lightrag.model.embedded.text.EnglishTagger;
import lightrag.model.embedded.text.Lexicon;
import org.junit.jupiter.api.Test;

class GraphExtractorTest {

    private static final String PROSE =
            """
            CHAPTER 5. The Voyage.

            Captain Ahab commanded the ship in the Pacific. Mr. Starbuck obeyed Ahab, and Starbuck
            feared the white whale. The white whale had sunk many boats. "There she blows!" cried
            Tashtego. He saw the white whale near Japan, and the Pequod followed the white whale.
            Congress passed a law about whaling in March. The Department of the Interior wrote to
            Acme Robotics Inc about it. Ahab's hatred grew.
            """;

    private final GraphExtractor extractor =
            new GraphExtractor(Lexicon.load(), new EnglishTagger());
    private final ExtractedGraph graph = extractor.extract(PROSE);
    private final Map<String, Node> nodes =
            graph.nodes().stream().collect(Collectors.toMap(Node::name, n -> n));

    @Test
    void titlesBelongToPeopleAndNotToTheirNames() {
        assertThat(nodes)
                .containsKeys("Ahab", "Starbuck", "Tashtego")
                .doesNotContainKey("Captain Ahab");
        assertThat(node("Ahab").type()).isEqualTo("Person");
        assertThat(node("Starbuck").type()).isEqualTo("Person");
    }

    @Test
    void namesGrowOverCapitalsAndOf() {
        assertThat(nodes).containsKeys("Department of the Interior", "Acme Robotics Inc");
        assertThat(node("Department of the Interior").type()).isEqualTo("Organization");
        assertThat(node("Acme Robotics Inc").type()).isEqualTo("Organization");
    }

    @Test
    void typesFollowWordsAndCompany() {
        assertThat(node("Pacific").type()).isEqualTo("Location");
        assertThat(node("Japan").type()).isEqualTo("Location");
        assertThat(node("Congress").type()).isEqualTo("Organization");
        assertThat(node("White Whale").type()).isEqualTo("Creature");
    }

    @Test
    void timesAndFirstWordsAreNoEntities() {
        assertThat(nodes).doesNotContainKeys("March", "There", "Chapter", "He", "The", "Mr");
    }

    @Test
    void descriptionsAreSentencesThatNameTheEntity() {
        assertThat(node("Pacific").description())
                .isEqualTo("Captain Ahab commanded the ship in the Pacific.");
        assertThat(graph.nodes())
                .allSatisfy(
                        node ->
                                assertThat(node.description().toLowerCase(Locale.ROOT))
                                        .contains(
                                                node.name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .split(" ")[0]
                                                        .substring(0, 4)));
    }

    @Test
    void verbsConnectSubjectsWithObjects() {
        assertThat(keywords("Starbuck", "Ahab")).contains("obey");
        assertThat(keywords("Pequod", "White Whale")).contains("follow");
    }

    @Test
    void aPronounMeansThePersonLastNamed() {
        assertThat(keywords("Tashtego", "White Whale")).contains("see");
    }

    @Test
    void aLongTextStaysWithinTheLimits() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            char a = (char) ('A' + i % 26);
            char b = (char) ('a' + i / 26);
            text.append("Sir ")
                    .append(a)
                    .append(b)
                    .append("rnold met Lady ")
                    .append(a)
                    .append(b)
                    .append("lina in the town. ");
        }
        ExtractedGraph big = extractor.extract(text.toString());
        assertThat(big.nodes()).hasSizeLessThanOrEqualTo(24).isNotEmpty();
        assertThat(big.links()).hasSizeLessThanOrEqualTo(32);
        assertThat(big.nodes()).extracting(Node::name).doesNotHaveDuplicates();
    }

    private Node node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    private String keywords(String a, String b) {
        return graph.links().stream()
                .filter(
                        l ->
                                l.source().equals(a) && l.target().equals(b)
                                        || l.source().equals(b) && l.target().equals(a))
                .map(Link::keywords)
                .collect(Collectors.joining(";"));
    }
}
