package lightrag.model.embedded;

import java.util.Locale;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.model.embedded.embedding.LocalEmbeddingModel;
import lightrag.model.embedded.embedding.SentenceEncoder;
import lightrag.model.embedded.language.ExtractiveLanguageModel;
import lightrag.model.embedded.text.EnglishTagger;
import lightrag.model.embedded.text.Lexicon;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelProvider;
import lightrag.spi.model.ModelSettings;
import lightrag.spi.model.Reranker;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The binding {@code local}. One network, one tagger and one word list serve every workspace; each
 * is loaded when first needed, so a server that uses other bindings pays nothing.
 */
@Component
public final class LocalModelProvider implements ModelProvider {

    private static final String BINDING = "local";

    private final Lexicon lexicon = Lexicon.load();
    private final EnglishTagger tagger = new EnglishTagger();
    private final SentenceEncoder encoder = new SentenceEncoder();

    @Override
    public String binding() {
        return BINDING;
    }

    @Override
    public LanguageModel openLanguageModel(ModelSettings settings) {
        requireName(settings, "llm.model", ExtractiveLanguageModel.NAME);
        return new ExtractiveLanguageModel(BINDING, lexicon, tagger, encoder);
    }

    @Override
    public EmbeddingModel openEmbeddingModel(ModelSettings settings) {
        requireName(settings, "embedding.model", LocalEmbeddingModel.NAME);
        String expected = Integer.toString(SentenceEncoder.DIMENSION);
        String dimension = settings.properties().getOrDefault("embedding.dim", expected).strip();
        if (!dimension.isEmpty() && !dimension.equals(expected)) {
            throw new InvalidInputException(
                    "embedding.dim",
                    "The local embedding model has "
                            + expected
                            + " dimensions; unset EMBEDDING_DIM.");
        }
        return new LocalEmbeddingModel(BINDING, encoder);
    }

    @Override
    public Reranker openReranker(ModelSettings settings) {
        throw new InvalidInputException(
                "rerank.binding", "The binding 'local' has no reranker; set RERANK_BINDING=null.");
    }

    /** Another name would be stored with the vectors and promise a model that is not there. */
    private static void requireName(ModelSettings settings, String field, String name) {
        Optional<String> asked = settings.model().map(String::strip).filter(m -> !m.isEmpty());
        if (asked.isPresent() && !asked.get().toLowerCase(Locale.ROOT).equals(name)) {
            throw new InvalidInputException(
                    field,
                    "The binding 'local' has only the model '"
                            + name
                            + "', not '"
                            + asked.get()
                            + "'; unset the model's name or choose another binding.");
        }
    }

    /** Waits for running calls; models opened before say that they are being replaced. */
    @Deactivate
    public void close() {
        encoder.close();
    }
}
