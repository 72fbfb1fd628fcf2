package lightrag.api;

/** Names everything one accepted request produced: {@code <prefix>_<YYYYMMDD_HHMMSS>_<8 hex>}. */
public record TrackId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
