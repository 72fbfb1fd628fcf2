package lightrag.manager.migration;

import java.util.List;
import java.util.Optional;
import lightrag.spi.storage.Mutation;

/** What re-embedding needs of models and engines. Thread-safe. */
public interface VectorMaker {

    /**
     * One vector a text, in order. Questions go first where the model is busy.
     *
     * @throws lightrag.api.LightRagException it can't be opened, or fails
     */
    List<float[]> embed(Embedding by, List<String> texts);

    /**
     * The row by which engines know what made a workspace's vectors; absent when the engine of the
     * workspace can't say.
     *
     * @throws lightrag.api.UnavailableException no engine is installed
     */
    Optional<Mutation.PutValue> facts(Embedding by);
}
