package lightrag.testkit.storage;

import static lightrag.testkit.storage.Samples.at;
import static lightrag.testkit.storage.Samples.bytes;
import static lightrag.testkit.storage.Samples.document;
import static lightrag.testkit.storage.Samples.entity;
import static lightrag.testkit.storage.Samples.put;
import static lightrag.testkit.storage.Samples.relation;
import static lightrag.testkit.storage.Samples.value;
import static lightrag.testkit.storage.Samples.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import lightrag.api.ConflictException;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRagException;
import lightrag.api.SourceFilter;
import lightrag.api.StorageFailureException;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.StorageLocation;
import lightrag.spi.storage.StorageStatistics;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorQuery;
import lightrag.spi.storage.WorkspaceStorage;
import org.junit.jupiter.api.Test;

/** What every {@link WorkspaceStorage} does as a whole. */
public abstract class WorkspaceStorageTck extends StorageTck {
    private static final KeyValueNamespace CHUNKS = KeyValueNamespace.TEXT_CHUNKS;

    /** One row in every kind of store. */
    private static List<Mutation> everywhere(String text) {
        return List.of(
                value(CHUNKS, text, text),
                put(document(text, 1)),
                put(entity(text, text)),
                put(entity("hub")),
                put(relation(text, "hub")),
                vector(text, 1, 0));
    }

    private void commitAll(List<Mutation> mutations) {
        storage.commit(mutations, Durability.SYNCED);
    }

    private void assertNothingButHub() {
        assertThat(storage.keyValues(CHUNKS).size()).isZero();
        assertThat(storage.docStatus().counts().all()).isZero();
        assertThat(storage.graph().relationCount()).isZero();
        assertThat(storage.vectors(VectorNamespace.CHUNKS, 0).size()).isZero();
    }

    @Test
    void aCommitIsInAllStoresAndSurvivesReopening() {
        commitAll(everywhere("one"));
        for (int round = 0; round < 2; round++) {
            assertThat(storage.keyValues(CHUNKS).get("one").orElseThrow()).isEqualTo(bytes("one"));
            assertThat(storage.docStatus().get("one")).contains(document("one", 1));
            assertThat(storage.graph().labels()).containsExactly("hub", "one");
            assertThat(storage.vectors(VectorNamespace.CHUNKS, 2).rows(List.of("one"))).hasSize(1);
            reopen();
        }
    }

    @Test
    void aRefusedMutationLeavesNothingOfItsCommit() {
        commitAll(List.of(put(entity("hub"))));
        search();
        assertThat(storage.graph().labels()).containsExactly("hub");
        List<Mutation> bad = new ArrayList<>(everywhere("one"));
        bad.add(put(relation("one", "nobody")));
        assertThatThrownBy(() -> commitAll(bad)).isInstanceOf(InvalidInputException.class);
        assertNothingButHub();
        assertThat(storage.graph().labels()).containsExactly("hub");
        assertThat(storage.graph().degrees(List.of("hub")).get("hub")).isZero();
        assertThat(search()).isZero();
        commitAll(everywhere("two"));
        reopen();
        assertThat(storage.graph().labels()).containsExactly("hub", "two");
        assertThat(search()).isEqualTo(1);
    }

    private int search() {
        return storage.vectors(VectorNamespace.CHUNKS, 0)
                .search(new VectorQuery(new float[] {1, 0}, 10, 0, SourceFilter.NONE))
                .size();
    }

    @Test
    void anEmptyCommitIsFine() {
        commitAll(List.of());
        assertNothingButHub();
    }

    @Test
    void clearAllLeavesKeyValuesAlone() {
        commitAll(everywhere("one"));
        commit(new Mutation.ClearAll());
        for (int round = 0; round < 2; round++) {
            assertThat(storage.keyValues(CHUNKS).size()).isEqualTo(1);
            assertThat(storage.docStatus().counts().all()).isZero();
            assertThat(storage.docStatus().byTrack("track-1")).isEmpty();
            assertThat(storage.graph().entityCount()).isZero();
            assertThat(storage.graph().labels()).isEmpty();
            assertThat(search()).isZero();
            reopen();
        }
    }

    @Test
    void workspacesDoNotSeeEachOther() {
        commitAll(everywhere("mine"));
        try (WorkspaceStorage other = open("other")) {
            other.commit(everywhere("theirs"), Durability.WRITTEN);
            assertThat(other.graph().labels()).containsExactly("hub", "theirs");
            assertThat(other.keyValues(CHUNKS).get("mine")).isEmpty();
            assertThat(other.docStatus().get("mine")).isEmpty();
        }
        assertThat(storage.graph().labels()).containsExactly("hub", "mine");
    }

    @Test
    void aSecondOpeningIsRefusedAndSaysWhoHasIt() {
        commitAll(everywhere("one"));
        assertThatThrownBy(() -> open("tck").close())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("tck")
                .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        assertThat(storage.keyValues(CHUNKS).size()).isEqualTo(1);
    }

    @Test
    void afterCloseEverythingFailsAsClosed() {
        commitAll(everywhere("one"));
        storage.close();
        storage.close();
        assertThatThrownBy(() -> storage.keyValues(CHUNKS).get("one"))
                .isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(() -> storage.graph().labels())
                .isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(() -> storage.docStatus().counts())
                .isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(this::search).isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(() -> commitAll(everywhere("two")))
                .isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(() -> storage.statistics()).isInstanceOf(StorageFailureException.class);
        assertThatThrownBy(() -> storage.purgeDeleted())
                .isInstanceOf(StorageFailureException.class);
    }

    @Test
    void aCheckpointIsAWorkspaceOfItsOwn() {
        commitAll(everywhere("one"));
        Path copy = directory.resolve("copy");
        storage.checkpoint(copy);
        commitAll(everywhere("two"));
        try (WorkspaceStorage restored = open("restored", copy)) {
            assertThat(restored.graph().labels()).containsExactly("hub", "one");
            assertThat(restored.docStatus().get("one")).contains(document("one", 1));
            restored.commit(everywhere("three"), Durability.SYNCED);
        }
        assertThat(storage.graph().labels()).containsExactly("hub", "one", "two");
        assertThatThrownBy(() -> storage.checkpoint(copy)).isInstanceOf(ConflictException.class);
    }

    @Test
    void deletedStoresLeaveWhatIsNotTheirs() throws IOException {
        commitAll(everywhere("one"));
        storage.close();
        Path folder = directory.resolve("tck");
        Path foreign = Files.writeString(folder.resolve("notes.txt"), "kept");
        provider().delete(new StorageLocation(new WorkspaceId("tck"), folder, Map.of()));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(foreign);
        }
        storage = open("tck");
        assertNothingButHub();
    }

    @Test
    void statisticsCount() {
        commitAll(everywhere("one"));
        StorageStatistics statistics = storage.statistics();
        assertThat(statistics.entities()).isEqualTo(2);
        assertThat(statistics.relations()).isEqualTo(1);
        assertThat(statistics.chunks()).isEqualTo(1);
        assertThat(statistics.documents()).isEqualTo(1);
        assertThat(statistics.diskBytes()).isPositive();
    }

    @Test
    void purgedTextIsInNoFile() throws IOException {
        String canary = "canary-4711-secret";
        commitAll(everywhere("kept"));
        commitAll(everywhere(canary));
        commitAll(
                List.of(
                        new Mutation.DeleteValue(CHUNKS, canary),
                        new Mutation.DeleteDocument(canary),
                        new Mutation.DeleteEntity(canary),
                        new Mutation.DeleteVector(VectorNamespace.CHUNKS, canary)));
        assertThat(filesWith(canary)).isNotEmpty();
        storage.purgeDeleted();
        assertThat(filesWith(canary)).isEmpty();
        assertThat(storage.graph().labels()).containsExactly("hub", "kept");
        assertThat(search()).isEqualTo(1);
        reopen();
        assertThat(filesWith(canary)).isEmpty();
        assertThat(storage.docStatus().get("kept")).contains(document("kept", 1));
    }

    @Test
    void clearedTextIsInNoFileAfterAPurge() throws IOException {
        String canary = "canary-4712-secret";
        commitAll(everywhere(canary));
        reopen();
        commit(new Mutation.ClearAll(), new Mutation.ClearValues(CHUNKS));
        storage.purgeDeleted();
        assertThat(filesWith(canary)).isEmpty();
    }

    private List<Path> filesWith(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, wanted))
                    .toList();
        }
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return content.contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false; // gone since the listing
        }
    }

    @Test
    void readersSeeWholeCommitsWhileOneWrites() {
        assumeThat(provider().atomic()).isTrue();
        commitAll(
                List.of(put(entity("a", "0")), put(entity("b", "0")), put(relation("a", "b", 0))));
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Integer> reader = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> complete(reader, () -> readUntil(done)));
            readers.add(reader);
        }
        for (int i = 1; i <= 100; i++) {
            String number = String.valueOf(i);
            storage.commit(
                    List.of(
                            put(entity("a", number)),
                            value(CHUNKS, "x", number),
                            value(CHUNKS, "y", number),
                            put(entity("b", number)),
                            i % 2 == 0
                                    ? put(relation("a", "b", i))
                                    : new Mutation.DeleteEntity("gone"),
                            put(entity("extra-" + i)),
                            put(relation("extra-" + i, "a", i)),
                            vector("left", 1, i),
                            vector("right", 1, i)),
                    Durability.WRITTEN);
        }
        done.set(true);
        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isPositive());
    }

    /** On a platform thread: busy virtual threads are not preempted and would starve others. */
    private static void complete(CompletableFuture<Integer> future, Callable<Integer> body) {
        try {
            future.complete(body.call());
        } catch (Exception | AssertionError e) {
            future.completeExceptionally(e);
        }
    }

    /** Reads pairs that every commit changes together; returns the number of rounds. */
    private int readUntil(AtomicBoolean done) {
        int rounds = 0;
        do {
            var entities = storage.graph().entities(List.of("a", "b"));
            assertThat(at(entities, "a").description()).isEqualTo(at(entities, "b").description());
            var values = storage.keyValues(CHUNKS).getAll(List.of("x", "y"));
            assertThat(values.get(0).map(String::new)).isEqualTo(values.get(1).map(String::new));
            var embeddings =
                    storage.vectors(VectorNamespace.CHUNKS, 0).embeddings(List.of("left", "right"));
            assertThat(Optional.ofNullable(embeddings.get("left")).map(e -> e[1]))
                    .isEqualTo(Optional.ofNullable(embeddings.get("right")).map(e -> e[1]));
            int listed = at(storage.graph().neighbours(List.of("a")), "a").size();
            int degree = at(storage.graph().degrees(List.of("a")), "a");
            assertThat(degree).isGreaterThanOrEqualTo(listed);
            search();
            rounds++;
        } while (!done.get());
        return rounds;
    }

    @Test
    void closingWhileOthersReadEndsThemProperly() {
        commitAll(everywhere("one"));
        List<CompletableFuture<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Integer> reader = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> complete(reader, this::readUntilClosed));
            readers.add(reader);
        }
        for (int i = 0; i < 20; i++) {
            commitAll(everywhere("more-" + i));
        }
        storage.close();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isNotNegative());
    }

    private int readUntilClosed() {
        for (int rounds = 0; ; rounds++) {
            try {
                storage.graph().entities(List.of("one", "hub"));
                storage.graph().forEachEntity(entity -> true);
                storage.keyValues(CHUNKS).scan("", (key, value) -> true);
                storage.docStatus().byTrack("track-1");
                search();
            } catch (LightRagException e) {
                assertThat(e).isInstanceOf(StorageFailureException.class);
                return rounds;
            }
        }
    }
}
