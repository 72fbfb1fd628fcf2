package lightrag.rest.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the parts hold and however the bytes arrive, they come out as they went in. */
class MultipartProperties {
    private static final String TYPE = "multipart/form-data; boundary=Xy";

    @Provide
    Arbitrary<byte[]> contents() {
        // likely to look like a boundary, or almost
        return Arbitraries.of(
                        "\r", "\n", "-", "X", "y", "\r\n--X", "\r\n--", "é", "plain text ", "\0")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces))
                .filter(text -> !("\r\n" + text + "\r\n").contains("\r\n--Xy"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] form(List<byte[]> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            out.write(
                    ("--Xy\r\nContent-Disposition: form-data; name=\"p"
                                    + i
                                    + "\"; filename=\"f\"\r\nX-Other: 1\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            out.write(parts.get(i));
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.write("--Xy--\r\nepilogue".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** A socket that gives a few bytes at a time. */
    private static InputStream trickle(byte[] bytes, int step) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, step));
            }
        };
    }

    @Property(tries = 300)
    void partsComeOutAsTheyWentIn(
            @ForAll @Size(max = 4) List<@From("contents") byte[]> parts,
            @ForAll @IntRange(min = 1, max = 9) int step)
            throws IOException {
        MultipartReader reader = MultipartReader.of(TYPE, trickle(form(parts), step)).orElseThrow();
        List<byte[]> found = new ArrayList<>();
        for (Optional<FormPart> part = reader.next(); part.isPresent(); part = reader.next()) {
            assertThat(part.get().name()).isEqualTo("p" + found.size());
            found.add(part.get().content().readAllBytes());
        }
        assertThat(found).hasSize(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            assertThat(found.get(i)).isEqualTo(parts.get(i));
        }
    }

    @Property(tries = 200)
    void aCutBodyIsNeverTakenForWhole(
            @ForAll @From("contents") byte[] content,
            @ForAll @IntRange(min = 0, max = 400) int length)
            throws IOException {
        byte[] whole = form(List.of(content));
        int essential = whole.length - "--\r\nepilogue".length();
        byte[] cut = java.util.Arrays.copyOf(whole, Math.min(length, essential - 1));
        assertThatThrownBy(
                        () -> {
                            MultipartReader reader =
                                    MultipartReader.of(TYPE, new ByteArrayInputStream(cut))
                                            .orElseThrow();
                            for (Optional<FormPart> part = reader.next();
                                    part.isPresent();
                                    part = reader.next()) {
                                part.get().content().readAllBytes();
                            }
                        })
                .isInstanceOf(InvalidInputException.class);
    }

    @Property(tries = 200)
    void noiseIsRefusedNotFatal(@ForAll byte[] noise) throws IOException {
        MultipartReader reader =
                MultipartReader.of(TYPE, new ByteArrayInputStream(noise)).orElseThrow();
        assertThatThrownBy(reader::next).isInstanceOf(InvalidInputException.class);
    }

    @Example
    void largePartsPassThroughOneBuffer() throws IOException {
        byte[] large = new byte[3_000_000];
        new java.util.Random(7).nextBytes(large);
        MultipartReader reader =
                MultipartReader.of(TYPE, new ByteArrayInputStream(form(List.of(large))))
                        .orElseThrow();
        assertThat(reader.next().orElseThrow().content().readAllBytes()).isEqualTo(large);
        assertThat(reader.next()).isEmpty();
    }

    @Example
    void otherContentTypesAreNoForms() {
        InputStream empty = InputStream.nullInputStream();
        assertThat(MultipartReader.of("application/json", empty)).isEmpty();
        assertThatThrownBy(() -> MultipartReader.of("multipart/form-data", empty))
                .isInstanceOf(InvalidInputException.class);
        assertThat(MultipartReader.of("Multipart/Form-Data; BOUNDARY=\"a b\"", empty)).isPresent();
    }
}
