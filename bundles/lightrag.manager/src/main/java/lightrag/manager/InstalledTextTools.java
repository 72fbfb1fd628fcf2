package lightrag.manager;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import lightrag.spi.engine.TextTools;
import lightrag.spi.text.Chunker;
import lightrag.spi.text.DocumentParser;

/**
 * The chunkers and parsers that are installed at the moment; of two for one thing the newer one
 * wins, so that an update takes over as soon as it is there.
 */
final class InstalledTextTools implements TextTools {

    private final List<Chunker> chunkers = new CopyOnWriteArrayList<>();
    private final List<DocumentParser> parsers = new CopyOnWriteArrayList<>();

    void add(Chunker chunker) {
        chunkers.add(chunker);
    }

    void remove(Chunker chunker) {
        chunkers.remove(chunker);
    }

    void add(DocumentParser parser) {
        parsers.add(parser);
    }

    void remove(DocumentParser parser) {
        parsers.remove(parser);
    }

    @Override
    public Optional<Chunker> chunker(String strategy) {
        return chunkers.stream()
                .filter(chunker -> chunker.strategy().equals(strategy))
                .reduce((older, newer) -> newer);
    }

    @Override
    public Optional<DocumentParser> parser(String suffix) {
        return parser(DocumentParser.LEGACY, suffix)
                .or(() -> newest(parser -> parser.suffixes().contains(suffix)));
    }

    @Override
    public Optional<DocumentParser> parser(String engine, String suffix) {
        return newest(
                parser -> parser.engine().equals(engine) && parser.suffixes().contains(suffix));
    }

    private Optional<DocumentParser> newest(Predicate<DocumentParser> fitting) {
        return parsers.stream().filter(fitting).reduce((older, newer) -> newer);
    }

    @Override
    public List<String> suffixes() {
        return parsers.stream()
                .flatMap(parser -> parser.suffixes().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
