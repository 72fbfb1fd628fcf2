package lightrag.api;

/**
 * @param started false when another job keeps the scan from starting; the message says which
 */
public record ScanStart(boolean started, String message, TrackId trackId) {}
