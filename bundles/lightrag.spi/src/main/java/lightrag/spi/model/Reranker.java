package lightrag.spi.model;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Orders documents by how well they answer a question. Thread-safe. */
@ConsumerType
public interface Reranker extends AutoCloseable {

    ModelInfo info();

    /** Scores in the provider's order; indexes may be missing or invalid (the caller checks). */
    List<Score> rerank(String query, List<String> documents, int topN);

    record Score(int index, double score) {}

    @Override
    void close();
}
