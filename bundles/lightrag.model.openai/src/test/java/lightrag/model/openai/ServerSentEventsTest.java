package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    @Test
    void joinsDataLinesOfOneEvent() throws IOException {
        ServerSentEvents events = events("event: x\ndata: one\ndata:two\ndata\n\n");
        assertThat(events.next()).contains("one\ntwo\n");
        assertThat(events.next()).isEmpty();
    }

    @Test
    void keepsAnEventWithoutLastEmptyLine() throws IOException {
        ServerSentEvents events = events("data: last");
        assertThat(events.next()).contains("last");
        assertThat(events.next()).isEmpty();
    }

    @Test
    void skipsEventsWithoutData() throws IOException {
        assertThat(events(": keep-alive\n\nevent: ping\n\ndata: x\n\n").next()).contains("x");
    }

    private static ServerSentEvents events(String wire) {
        return new ServerSentEvents(
                new ByteArrayInputStream(wire.getBytes(StandardCharsets.UTF_8)));
    }
}
