package lightrag.api;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Forms in which a knowledge graph leaves. */
public enum ExportFormat {
    /** Three tables in one file, each below its heading line. */
    CSV("csv", "text/csv; charset=utf-8"),
    /** A workbook with three sheets. */
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    MARKDOWN("md", "text/markdown; charset=utf-8"),
    TEXT("txt", "text/plain; charset=utf-8"),
    GRAPHML("graphml", "application/graphml+xml"),
    /** One JSON object a line: {@code type} is {@code entity} or {@code relation}. */
    JSON_LINES("jsonl", "application/x-ndjson");

    private final String wire;
    private final String mediaType;

    ExportFormat(String wire, String mediaType) {
        this.wire = wire;
        this.mediaType = mediaType;
    }

    /** Name on the wire, and suffix of files. */
    public String wire() {
        return wire;
    }

    public String mediaType() {
        return mediaType;
    }

    public static Optional<ExportFormat> of(String wire) {
        return Arrays.stream(values()).filter(format -> format.wire.equals(wire)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(ExportFormat::wire).collect(Collectors.joining(", "));
    }
}
