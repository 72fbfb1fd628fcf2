package lightrag.deploy.selftest;

import java.util.Map;
import java.util.Optional;
import lightrag.spi.model.EmbeddingModel;
import lightrag.spi.model.LanguageModel;
import lightrag.spi.model.ModelRole;
import lightrag.spi.model.Reranker;
import lightrag.spi.model.WorkspaceModels;

/** The models of the scratch workspace. */
final class ScriptedModels implements WorkspaceModels {

    private static final String EXTRACTION =
            """
            entity<|#|>Ada Quill<|#|>Person<|#|>Ada Quill keeps the lighthouse.
            entity<|#|>Lighthouse<|#|>Location<|#|>The lighthouse stands on the rock.
            relation<|#|>Ada Quill<|#|>Lighthouse<|#|>keeping<|#|>Ada Quill keeps the lighthouse.
            <|COMPLETE|>""";
    private static final String KEYWORDS =
            "{\"high_level_keywords\": [\"keeping\"], \"low_level_keywords\": [\"Ada Quill\"]}";

    static final String ANSWER = "Ada Quill keeps the lighthouse on the rock.";

    @Override
    public LanguageModel languageModel(ModelRole role) {
        return new ScriptedLanguageModel(
                switch (role) {
                    case EXTRACT -> EXTRACTION;
                    case KEYWORD -> KEYWORDS;
                    case QUERY, VLM -> ANSWER;
                });
    }

    @Override
    public EmbeddingModel embeddingModel() {
        return new ScriptedEmbeddings();
    }

    @Override
    public Optional<Reranker> reranker() {
        return Optional.empty();
    }

    @Override
    public Map<String, Map<String, Long>> statistics() {
        return Map.of();
    }

    @Override
    public void close() {}
}
