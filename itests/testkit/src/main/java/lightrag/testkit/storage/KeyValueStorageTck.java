package lightrag.testkit.storage;

import static lightrag.testkit.storage.Samples.bytes;
import static lightrag.testkit.storage.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.KeyValueStorage;
import lightrag.spi.storage.Mutation;
import org.junit.jupiter.api.Test;

/** What every {@link KeyValueStorage} does. */
public abstract class KeyValueStorageTck extends StorageTck {
    private static final KeyValueNamespace CHUNKS = KeyValueNamespace.TEXT_CHUNKS;

    private KeyValueStorage chunks() {
        return storage.keyValues(CHUNKS);
    }

    @Test
    void valuesComeBackAsTheyWere() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        commit(new Mutation.PutValue(CHUNKS, "binary", every), value(CHUNKS, "empty", ""));
        assertThat(chunks().get("binary").orElseThrow()).isEqualTo(every);
        assertThat(chunks().get("empty").orElseThrow()).isEmpty();
        assertThat(chunks().get("none")).isEmpty();
    }

    @Test
    void aPutReplacesTheWholeValue() {
        commit(value(CHUNKS, "k", "a long first value"));
        commit(value(CHUNKS, "k", "two"));
        assertThat(chunks().get("k").orElseThrow()).isEqualTo(bytes("two"));
        assertThat(chunks().size()).isEqualTo(1);
    }

    @Test
    void batchesKeepTheOrderOfTheKeys() {
        commit(value(CHUNKS, "a", "1"), value(CHUNKS, "c", "3"));
        List<Optional<byte[]>> found = chunks().getAll(List.of("c", "b", "a", "c"));
        assertThat(found).hasSize(4);
        assertThat(found.get(0).orElseThrow()).isEqualTo(bytes("3"));
        assertThat(found.get(1)).isEmpty();
        assertThat(found.get(2).orElseThrow()).isEqualTo(bytes("1"));
        assertThat(found.get(3).orElseThrow()).isEqualTo(bytes("3"));
        assertThat(chunks().getAll(List.of())).isEmpty();
        assertThat(chunks().missing(List.of("a", "b", "d"))).isEqualTo(Set.of("b", "d"));
    }

    @Test
    void namespacesAreApart() {
        commit(value(CHUNKS, "k", "chunk"), value(KeyValueNamespace.FULL_DOCS, "k", "doc"));
        commit(new Mutation.DeleteValue(CHUNKS, "k"));
        assertThat(chunks().get("k")).isEmpty();
        assertThat(storage.keyValues(KeyValueNamespace.FULL_DOCS).get("k").orElseThrow())
                .isEqualTo(bytes("doc"));
    }

    @Test
    void sizesAreExactThroughPutsDeletesClearsAndReopening() {
        commit(value(CHUNKS, "a", "1"), value(CHUNKS, "b", "2"), value(CHUNKS, "a", "3"));
        assertThat(chunks().size()).isEqualTo(2);
        commit(
                new Mutation.DeleteValue(CHUNKS, "a"),
                new Mutation.DeleteValue(CHUNKS, "a"),
                new Mutation.DeleteValue(CHUNKS, "never"));
        assertThat(chunks().size()).isEqualTo(1);
        commit(new Mutation.ClearValues(CHUNKS), value(CHUNKS, "x", "1"), value(CHUNKS, "y", "2"));
        assertThat(chunks().size()).isEqualTo(2);
        reopen();
        assertThat(chunks().size()).isEqualTo(2);
        assertThat(chunks().missing(List.of("b", "x"))).containsExactly("b");
    }

    @Test
    void mutationsOfOneCommitApplyInOrder() {
        commit(
                value(CHUNKS, "k", "1"),
                new Mutation.DeleteValue(CHUNKS, "k"),
                value(CHUNKS, "k", "2"),
                value(CHUNKS, "gone", "1"),
                new Mutation.DeleteValue(CHUNKS, "gone"));
        assertThat(chunks().get("k").orElseThrow()).isEqualTo(bytes("2"));
        assertThat(chunks().get("gone")).isEmpty();
        assertThat(chunks().size()).isEqualTo(1);
    }

    @Test
    void aClearCoversWhatTheSameCommitPutBefore() {
        commit(value(CHUNKS, "old", "1"));
        commit(
                value(CHUNKS, "new", "1"),
                new Mutation.ClearValues(CHUNKS),
                value(CHUNKS, "last", "1"));
        assertThat(chunks().missing(List.of("old", "new", "last"))).containsExactly("old", "new");
        assertThat(chunks().size()).isEqualTo(1);
    }

    @Test
    void whatWasSeenToBeThereIsMissingOnceDeleted() {
        commit(value(CHUNKS, "kept", "1"), value(CHUNKS, "gone", "1"));
        assertThat(chunks().missing(List.of("kept", "gone"))).isEmpty();
        commit(new Mutation.DeleteValue(CHUNKS, "gone"));
        assertThat(chunks().missing(List.of("kept", "gone"))).containsExactly("gone");
        commit(value(CHUNKS, "gone", "2"));
        assertThat(chunks().missing(List.of("kept", "gone"))).isEmpty();
        commit(new Mutation.ClearValues(CHUNKS));
        assertThat(chunks().missing(List.of("kept", "gone"))).containsExactly("kept", "gone");
    }

    @Test
    void aScanVisitsAPrefixInCodePointOrder() {
        commit(
                value(CHUNKS, "b", "0"),
                value(CHUNKS, "a\uD83D\uDE00", "4"),
                value(CHUNKS, "a\uFFFD", "3"),
                value(CHUNKS, "aé", "2"),
                value(CHUNKS, "a", "1"));
        List<String> seen = new ArrayList<>();
        chunks().scan("a", (key, value) -> seen.add(key + "=" + new String(value)));
        assertThat(seen).containsExactly("a=1", "aé=2", "a\uFFFD=3", "a\uD83D\uDE00=4");
        seen.clear();
        chunks().scan(
                        "",
                        (key, value) -> {
                            seen.add(key);
                            return seen.size() < 2;
                        });
        assertThat(seen).containsExactly("a", "aé");
    }

    @Test
    void aScanOfManyEntriesSeesEachOnceAndMayCommit() {
        for (int batch = 0; batch < 4; batch++) {
            List<Mutation> many = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                many.add(value(CHUNKS, "k%05d".formatted(batch * 300 + i), "v"));
            }
            commit(many.toArray(Mutation[]::new));
        }
        List<String> seen = new ArrayList<>();
        chunks().scan(
                        "k",
                        (key, value) -> {
                            commit(new Mutation.DeleteValue(CHUNKS, key));
                            return seen.add(key);
                        });
        assertThat(seen).hasSize(1200).doesNotHaveDuplicates().isSorted();
        assertThat(chunks().size()).isZero();
    }
}
