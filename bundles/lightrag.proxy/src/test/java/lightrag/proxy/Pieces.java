package lightrag.proxy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.ModelFailureException;
import lightrag.api.QueryData;
import lightrag.api.QueryMode;
import lightrag.api.QueryStream;

/** A stream of given pieces; the piece {@code FAIL} is a failure of the model. */
final class Pieces implements QueryStream {

    static final String FAIL = "FAIL";

    private final Iterator<String> pieces;
    int closes;

    Pieces(String... pieces) {
        this.pieces = List.of(pieces).iterator();
    }

    @Override
    public boolean hasNext() {
        return pieces.hasNext();
    }

    @Override
    public String next() {
        String piece = pieces.next();
        if (piece.equals(FAIL)) {
            throw new ModelFailureException("cut off", true);
        }
        return piece;
    }

    @Override
    public QueryData data() {
        return new QueryData(
                true,
                true,
                "",
                QueryMode.MIX,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean generatedByModel() {
        return true;
    }

    @Override
    public void close() {
        closes++;
    }
}
