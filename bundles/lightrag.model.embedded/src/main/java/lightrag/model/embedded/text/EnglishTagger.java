package lightrag.model.embedded.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.postag.POSContextGenerator;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.TagDictionary;
import org.jspecify.annotations.Nullable;

/**
 * Parts of speech of English sentences, each decided once from left to right: a beam over several
 * readings takes three times as long and seldom ends elsewhere. Thread-safe; the model is read when
 * first needed (about half a second) and shared.
 */
public final class EnglishTagger {

    private static final String MODEL = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";

    /** A sentence longer than this is a table or a list of names; its rest is not tagged. */
    private static final int MAX_LENGTH = 1500;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable POSModel model;

    public List<Sentence> tag(List<String> sentences) {
        Pass pass = new Pass(model());
        return sentences.stream().map(pass::tag).toList();
    }

    /** What one thread uses: feature generators are not made for sharing. */
    private static final class Pass {
        private final MaxentModel network;
        private final POSContextGenerator features;
        private final Optional<TagDictionary> dictionary;

        Pass(POSModel model) {
            network = model.getArtifact("pos.model");
            features = model.getFactory().getPOSContextGenerator();
            dictionary = Optional.ofNullable(model.getFactory().getTagDictionary());
        }

        Sentence tag(String sentence) {
            String text =
                    sentence.length() <= MAX_LENGTH ? sentence : sentence.substring(0, MAX_LENGTH);
            List<Tokens.Span> spans = Tokens.find(text);
            String[] words = new String[spans.size()];
            for (int i = 0; i < words.length; i++) {
                words[i] = text.substring(spans.get(i).start(), spans.get(i).end());
            }
            String[] tags = new String[words.length];
            List<Token> tokens = new ArrayList<>(words.length);
            for (int i = 0; i < words.length; i++) {
                tags[i] = best(network.eval(features.getContext(i, words, tags, null)), words[i]);
                tokens.add(new Token(words[i], tags[i], spans.get(i).start(), spans.get(i).end()));
            }
            return new Sentence(text, tokens);
        }

        private String best(double[] probabilities, String word) {
            String[] known = dictionary.map(d -> d.getTags(word)).orElse(null);
            Set<String> allowed = known == null ? Set.of() : Set.of(known);
            int best = -1;
            for (int i = 0; i < probabilities.length; i++) {
                boolean possible = allowed.isEmpty() || allowed.contains(network.getOutcome(i));
                if (possible && (best < 0 || probabilities[i] > probabilities[best])) {
                    best = i;
                }
            }
            return network.getOutcome(Math.max(best, 0));
        }
    }

    private POSModel model() {
        lock.lock();
        try {
            POSModel loaded = model;
            if (loaded == null) {
                loaded = load();
                model = loaded;
            }
            return loaded;
        } finally {
            lock.unlock();
        }
    }

    private static POSModel load() {
        try (InputStream in = EnglishTagger.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks its resource " + MODEL);
            }
            return new POSModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
