package lightrag.model.embedded.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and parts of speech of English sentences. Thread-safe; the models are read when first
 * needed (about half a second) and shared, the taggers made over them are used by one at a time.
 */
public final class EnglishTagger {

    /** A sentence longer than this is a table or a list of names; its rest is not tagged. */
    private static final int MAX_LENGTH = 1500;

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();
    private @Nullable Models models;

    private record Models(TokenizerModel tokens, POSModel tags) {}

    private record Worker(TokenizerME tokenizer, POSTaggerME tagger) {}

    public List<Sentence> tag(List<String> sentences) {
        Worker idleWorker = idle.poll();
        Worker worker = idleWorker == null ? newWorker() : idleWorker;
        try {
            return sentences.stream().map(sentence -> tag(worker, sentence)).toList();
        } finally {
            idle.add(worker);
        }
    }

    private static Sentence tag(Worker worker, String sentence) {
        String text = sentence.length() <= MAX_LENGTH ? sentence : sentence.substring(0, MAX_LENGTH);
        Span[] spans = worker.tokenizer().tokenizePos(text);
        String[] words = Span.spansToStrings(spans, text);
        String[] tags = worker.tagger().tag(words);
        List<Token> tokens = new ArrayList<>(words.length);
        for (int i = 0; i < words.length; i++) {
            tokens.add(new Token(words[i], tags[i], spans[i].getStart(), spans[i].getEnd()));
        }
        return new Sentence(text, tokens);
    }

    private Worker newWorker() {
        Models shared = models();
        return new Worker(new TokenizerME(shared.tokens()), new POSTaggerME(shared.tags()));
    }

    private Models models() {
        lock.lock();
        try {
            Models loaded = models;
            if (loaded == null) {
                loaded = load();
                models = loaded;
            }
            return loaded;
        } finally {
            lock.unlock();
        }
    }

    private static Models load() {
        try (InputStream tokens = resource("opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin");
                InputStream tags = resource("opennlp-en-ud-ewt-pos-1.3-2.5.4.bin")) {
            return new Models(new TokenizerModel(tokens), new POSModel(tags));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = EnglishTagger.class.getResourceAsStream("/" + name);
        if (in == null) {
            throw new IllegalStateException("the bundle lacks its resource " + name);
        }
        return in;
    }
}
