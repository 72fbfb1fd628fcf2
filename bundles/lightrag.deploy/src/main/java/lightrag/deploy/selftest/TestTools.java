package lightrag.deploy.selftest;

import java.util.List;
import java.util.Optional;
import lightrag.spi.engine.TextTools;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.DocumentParser;

/** The installed chunkers; the built-in text needs no parser. */
record TestTools(List<Chunker> chunkers) implements TextTools {

    @Override
    public Optional<Chunker> chunker(String strategy) {
        return chunkers.stream().filter(one -> one.strategy().equals(strategy)).findFirst();
    }

    @Override
    public Optional<DocumentParser> parser(String suffix) {
        return Optional.empty();
    }

    @Override
    public List<String> suffixes() {
        return List.of();
    }
}
