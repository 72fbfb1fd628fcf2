package lightrag.model.openai;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The data of each event of a {@code text/event-stream} reply, as WHATWG HTML describes the format:
 * data lines of one event are joined by LF, comments and other fields are skipped. An event cut off
 * by the end of the stream is handed out too, since some servers leave the last empty line away.
 */
final class ServerSentEvents implements Frames {

    private final LineReader lines;

    ServerSentEvents(InputStream in) {
        lines = new LineReader(in);
    }

    @Override
    public Optional<String> next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean seen = false;
        while (true) {
            Optional<String> line = lines.next();
            if (line.isEmpty()) {
                return seen ? Optional.of(data.toString()) : Optional.empty();
            }
            if (line.get().isEmpty()) {
                if (seen) {
                    return Optional.of(data.toString());
                }
            } else if (isData(line.get())) {
                data.append(seen ? "\n" : "").append(value(line.get()));
                seen = true;
            }
        }
    }

    private static boolean isData(String line) {
        return line.equals("data") || line.startsWith("data:");
    }

    private static String value(String line) {
        int start = line.startsWith("data: ") ? 6 : 5;
        return line.length() <= start ? "" : line.substring(start);
    }
}
