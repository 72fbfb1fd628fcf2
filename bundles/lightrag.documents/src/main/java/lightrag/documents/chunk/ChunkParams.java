package lightrag.documents.chunk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;

/** Typed access to the parameters of a strategy; an absent one has the reference's default. */
public record ChunkParams(Map<String, Object> values) {

    private static final String SIZE = "chunk_token_size";
    private static final String OVERLAP = "chunk_overlap_token_size";

    /** Limit of a chunk in tokens, at least 1. */
    public int size(int fallback) {
        int size = integer(SIZE, fallback);
        if (size < 1) {
            throw new InvalidInputException(SIZE, "chunk_token_size must be at least 1.");
        }
        return size;
    }

    /** Tokens repeated at the start of the next chunk, at least 0. */
    public int overlap() {
        int overlap = integer(OVERLAP, 100);
        if (overlap < 0) {
            throw new InvalidInputException(OVERLAP, "chunk_overlap_token_size can't be negative.");
        }
        return overlap;
    }

    static InvalidInputException overlapTooLarge(int overlap, int size) {
        return new InvalidInputException(
                OVERLAP,
                "chunk_overlap_token_size (%d) must be smaller than chunk_token_size (%d)."
                        .formatted(overlap, size));
    }

    public int integer(String name, int fallback) {
        return number(name).map(Number::intValue).orElse(fallback);
    }

    Optional<Number> number(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Number number -> Optional.of(number);
            default -> throw wrongType(name, "a number");
        };
    }

    public boolean flag(String name) {
        return switch (values.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw wrongType(name, "true or false");
        };
    }

    Optional<String> text(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw wrongType(name, "text");
        };
    }

    public Optional<List<String>> texts(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    Optional.of(list.stream().map(String.class::cast).toList());
            default -> throw wrongType(name, "a list of texts");
        };
    }

    private static InvalidInputException wrongType(String name, String expected) {
        return new InvalidInputException(
                name, "Chunking parameter " + name + " must be " + expected + ".");
    }
}
