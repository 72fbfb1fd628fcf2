package lightrag.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class LineReaderProperties {

    private static final String[] ENDS = {"\n", "\r\n", "\r"};

    @Property(tries = 300)
    void linesComeBackHoweverTheyAreCut(
            @ForAll @Size(max = 20) List<String> texts, @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = texts.stream().map(LineReaderProperties::wellFormed).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : lines) {
            bytes.write((line + ENDS[random.nextInt(3)]).getBytes(StandardCharsets.UTF_8));
        }
        // "\r" before an empty line ended by "\n" is one end, not two: keep such lines apart
        List<String> expected = expectedFrom(bytes.toString(StandardCharsets.UTF_8));
        assertThat(all(new LineReader(dripping(bytes.toByteArray(), random)))).isEqualTo(expected);
    }

    @Property(tries = 300)
    void eventsComeBackHoweverTheyAreCut(
            @ForAll @Size(max = 10) List<String> texts, @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder wire = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String text : texts) {
            String data = wellFormed(text);
            expected.add(data);
            wire.append(random.nextBoolean() ? ": comment\n" : "id: 7\n");
            wire.append("data: ").append(data).append("\r\n\r\n");
        }
        byte[] bytes = wire.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(all(new ServerSentEvents(dripping(bytes, random)))).isEqualTo(expected);
    }

    private static String wellFormed(String text) {
        String clean = text.replaceAll("[\\r\\n]", "");
        return new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static List<String> expectedFrom(String wire) {
        List<String> lines = new ArrayList<>(List.of(wire.split("\r\n|\r|\n", -1)));
        lines.removeLast(); // what follows the last end
        return lines;
    }

    private static List<String> all(LineReader reader) throws IOException {
        return all((Frames) reader::next);
    }

    private static List<String> all(Frames frames) throws IOException {
        List<String> out = new ArrayList<>();
        for (Optional<String> next = frames.next(); next.isPresent(); next = frames.next()) {
            out.add(next.get());
        }
        return out;
    }

    /** Hands out a few bytes at a time. */
    private static InputStream dripping(byte[] bytes, Random random) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at == bytes.length ? -1 : bytes[at++] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == bytes.length) {
                    return -1;
                }
                int count = Math.min(Math.min(length, 1 + random.nextInt(5)), bytes.length - at);
                System.arraycopy(bytes, at, into, offset, count);
                at += count;
                return count;
            }
        };
    }
}
