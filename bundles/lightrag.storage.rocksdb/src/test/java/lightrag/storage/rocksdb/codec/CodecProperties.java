package lightrag.storage.rocksdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lightrag.api.DocStatus;
import lightrag.api.DocumentRecord;
import lightrag.api.Entity;
import lightrag.api.Relation;
import lightrag.api.StorageFailureException;
import lightrag.spi.storage.VectorRow;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class CodecProperties {

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(300),
                Arbitraries.of("", "é", "漢字", "\uD83D\uDE00", "a<SEP>b", "\u0000"));
    }

    private Arbitrary<List<String>> texts() {
        return text().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Entity> entity() {
        return Combinators.combine(
                        text(),
                        text(),
                        text(),
                        texts(),
                        texts(),
                        Arbitraries.longs(),
                        text().optional())
                .as(Entity::new);
    }

    @Provide
    Arbitrary<Relation> relation() {
        return Combinators.combine(entity(), entity(), Arbitraries.doubles(), text())
                .as(
                        (a, b, weight, keywords) ->
                                new Relation(
                                        a.name(),
                                        b.name(),
                                        weight,
                                        a.description(),
                                        keywords,
                                        a.sourceIds(),
                                        b.filePaths(),
                                        a.createdAt(),
                                        b.truncate()));
    }

    @Provide
    Arbitrary<Object> jsonLike() {
        return Arbitraries.lazyOf(
                () -> text().map(Object.class::cast),
                () -> Arbitraries.longs().map(Object.class::cast),
                () -> Arbitraries.doubles().map(Object.class::cast),
                () -> Arbitraries.of(true, false).map(Object.class::cast),
                () -> jsonLike().list().ofMaxSize(3).map(Object.class::cast),
                () -> Arbitraries.maps(text(), jsonLike()).ofMaxSize(3).map(Object.class::cast));
    }

    @Property(tries = 200)
    void entitiesComeBack(@ForAll("entity") Entity entity) {
        assertThat(EntityCodec.decode(EntityCodec.encode(entity))).isEqualTo(entity);
    }

    @Property(tries = 200)
    void relationsComeBack(@ForAll("relation") Relation relation) {
        assertThat(RelationCodec.decode(RelationCodec.encode(relation))).isEqualTo(relation);
    }

    @Property(tries = 200)
    void vectorRowsComeBack(@ForAll("text") String id, @ForAll("entity") Entity any) {
        VectorRow row =
                new VectorRow(
                        id,
                        any.description(),
                        Map.of("src_id", any.name(), "x", id),
                        any.createdAt());
        assertThat(VectorRowCodec.decode(VectorRowCodec.encode(row))).isEqualTo(row);
    }

    @Property(tries = 200)
    void documentsComeBack(
            @ForAll("entity") Entity any,
            @ForAll DocStatus status,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -100_000, max = 2_000_000_000) int seconds,
            @ForAll("jsonLike") Object value) {
        DocumentRecord document =
                new DocumentRecord(
                        any.name(),
                        status,
                        any.description(),
                        seconds + 100_000L,
                        any.type(),
                        Instant.ofEpochSecond(seconds, nanos),
                        Instant.ofEpochSecond(nanos, seconds & 0xFFFF),
                        any.name(),
                        any.truncate(),
                        any.truncate().map(String::length),
                        any.sourceIds(),
                        any.truncate(),
                        Map.of("key", value));
        DocumentRecord read =
                DocumentCodec.decode(
                        DocumentCodec.encode(document),
                        DocumentCodec.decodeChunkIds(
                                DocumentCodec.encodeChunkIds(document.chunkIds())));
        assertThat(read).isEqualTo(document);
        DocumentHead head = DocumentHead.of(7, document);
        assertThat(DocumentHead.decode(7, head.encode())).isEqualTo(head);
    }

    /** Never another exception, never an endless allocation, never a value from half a row. */
    @Property(tries = 300)
    void cutRowsAreDamaged(
            @ForAll("entity") Entity entity, @ForAll @IntRange(max = 4000) int keep) {
        byte[] row = EntityCodec.encode(entity);
        byte[] cut = Arrays.copyOf(row, keep % row.length);
        assertThatThrownBy(() -> EntityCodec.decode(cut))
                .isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(() -> EntityCodec.decode(Arrays.copyOf(row, row.length + 1)))
                .isInstanceOf(StorageFailureException.class);
    }

    @Property(tries = 500)
    void randomBytesAreDamaged(@ForAll byte[] bytes) {
        byte[] row = bytes.clone();
        if (row.length > 0) {
            row[0] = 1;
        }
        assertThatThrownBy(() -> DocumentCodec.decode(row, List.of()))
                .isInstanceOf(StorageFailureException.class);
    }
}
