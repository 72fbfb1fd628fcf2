package lightrag.model.embedded.extract;

import java.util.List;
import lightrag.model.embedded.text.EnglishTagger;
import lightrag.model.embedded.text.Lexicon;
import lightrag.model.embedded.text.SentenceSplitter;
import lightrag.model.embedded.text.Words;

/** Entities and relations of a text; the same text always gives the same graph. Thread-safe. */
public final class GraphExtractor {

    private final Lexicon lexicon;
    private final Words words;
    private final EnglishTagger tagger;

    public GraphExtractor(Lexicon lexicon, EnglishTagger tagger) {
        this.lexicon = lexicon;
        this.words = new Words(lexicon);
        this.tagger = tagger;
    }

    public ExtractedGraph extract(String text) {
        List<String> sentences = SentenceSplitter.split(text);
        return words.looksEnglish(text)
                ? new EnglishGraph(lexicon, tagger.tag(sentences)).build()
                : ForeignGraph.build(sentences);
    }
}
