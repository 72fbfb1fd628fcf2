package lightrag.model.embedded.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.Sentence;

/** The graph of one English text. */
final class EnglishGraph {

    private final Lexicon lexicon;
    private final List<Sentence> sentences;
    private final MentionTable table;
    private final Map<String, String> types = new HashMap<>();

    EnglishGraph(Lexicon lexicon, List<Sentence> sentences) {
        this.lexicon = lexicon;
        this.sentences = sentences;
        NameFinder names = new NameFinder(lexicon, sentences);
        TermFinder terms = new TermFinder(lexicon);
        List<List<Mention>> rows = new ArrayList<>();
        for (Sentence sentence : sentences) {
            List<Mention> row = new ArrayList<>(names.find(sentence));
            row.addAll(terms.find(sentence));
            rows.add(row);
        }
        table = new MentionTable(rows);
    }

    ExtractedGraph build() {
        Set<String> chosen = table.best(GraphBuilder.MAX_NODES);
        List<List<Mention>> rows = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            rows.add(table.in(i, chosen));
        }
        findTypes(rows);
        LinkFinder links = new LinkFinder(lexicon, name -> typeOf(name).equals("Person"));
        GraphBuilder graph = new GraphBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            Sentence sentence = sentences.get(i);
            for (Mention mention : rows.get(i)) {
                int score = Descriptions.score(sentence, mention);
                graph.node(mention.name(), typeOf(mention.name()), sentence.text(), score);
            }
            for (LinkFinder.Found found : links.find(sentence, rows.get(i))) {
                graph.link(
                        found.source(),
                        found.target(),
                        found.keyword(),
                        sentence.text(),
                        found.strong());
            }
        }
        return graph.build();
    }

    private String typeOf(String name) {
        return types.getOrDefault(name, "Other");
    }

    private void findTypes(List<List<Mention>> rows) {
        Map<String, EntityTyper.Votes> votes = new HashMap<>();
        for (int i = 0; i < sentences.size(); i++) {
            for (Mention mention : rows.get(i)) {
                votes.computeIfAbsent(mention.name(), name -> new EntityTyper.Votes())
                        .add(lexicon, sentences.get(i).tokens(), mention);
            }
        }
        EntityTyper typer = new EntityTyper(lexicon);
        votes.forEach(
                (name, seen) ->
                        types.put(
                                name,
                                table.isName(name)
                                        ? typer.typeOfName(name, seen)
                                        : typer.typeOfTerm(name)));
    }
}
