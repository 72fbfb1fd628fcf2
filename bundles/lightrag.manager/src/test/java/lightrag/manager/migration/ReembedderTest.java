package lightrag.manager.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lightrag.api.ConflictException;
import lightrag.api.LightRagException;
import lightrag.api.ModelFailureException;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.VectorRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReembedderTest {

    private static final Embedding TO = new Embedding("m", 2, Map.of());

    /** Makes vectors of the length of texts; fails first as it is told to. */
    private static final class Lengths implements VectorMaker {
        private final Queue<LightRagException> failures = new ArrayDeque<>();
        private final List<List<String>> asked = new ArrayList<>();

        @Override
        public List<float[]> embed(Embedding by, List<String> texts) {
            asked.add(texts);
            LightRagException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return texts.stream().map(text -> new float[] {text.length(), 1}).toList();
        }

        @Override
        public Optional<Mutation.PutValue> facts(Embedding by) {
            return Optional.of(meta("embedding", by.model()));
        }
    }

    private final Lengths lengths = new Lengths();
    private final List<String> trouble = new ArrayList<>();
    private final Reembedder reembedder =
            new Reembedder(lengths, TO, Duration.ofMinutes(1), trouble::add);

    private static Mutation.PutValue meta(String key, String value) {
        return new Mutation.PutValue(KeyValueNamespace.WORKSPACE_META, key, value.getBytes(UTF_8));
    }

    private static Mutation.PutVector vector(String text) {
        return new Mutation.PutVector(
                VectorNamespace.CHUNKS,
                new VectorRow("id-" + text, text, Map.of(), 7),
                new float[] {1, 2, 3});
    }

    @Test
    void vectorsAndTheNameOfTheModelChangeAndNothingElse() {
        Mutation other = new Mutation.DeleteVector(VectorNamespace.CHUNKS, "gone");
        Mutation number = meta("storage.commit", "5");
        List<Mutation> converted =
                reembedder.convert(
                        List.of(
                                vector("four"),
                                other,
                                meta("embedding", "old"),
                                number,
                                vector("sixsix"),
                                vector("four")));
        assertThat(converted).hasSize(6).contains(other, number);
        assertThat(((Mutation.PutVector) converted.get(0)).embedding()).containsExactly(4, 1);
        assertThat(((Mutation.PutVector) converted.get(4)).embedding()).containsExactly(6, 1);
        assertThat(((Mutation.PutVector) converted.get(0)).row()).isEqualTo(vector("four").row());
        assertThat(((Mutation.PutValue) converted.get(2)).value()).isEqualTo("m".getBytes(UTF_8));
        assertThat(lengths.asked).containsExactly(List.of("four", "sixsix"));
    }

    @Test
    void aModelThatIsAwayIsAskedAgain() {
        lengths.failures.add(new ModelFailureException("Busy.", true));
        assertThat(reembedder.convert(List.of(vector("a")))).hasSize(1);
        assertThat(lengths.asked).hasSize(2);
        assertThat(trouble).containsExactly("Tried again: Busy.", "");
    }

    @Test
    void aModelThatRefusesEndsIt() {
        lengths.failures.add(new ModelFailureException("Wrong key.", false));
        assertThatThrownBy(() -> reembedder.convert(List.of(vector("a")))).hasMessage("Wrong key.");
        assertThat(lengths.asked).hasSize(1);
    }

    @Test
    void aModelThatStaysAwayEndsItInTheEnd() {
        lengths.failures.add(new ModelFailureException("Busy.", true));
        Reembedder impatient = new Reembedder(lengths, TO, Duration.ZERO, trouble::add);
        assertThatThrownBy(() -> impatient.convert(List.of(vector("a")))).hasMessage("Busy.");
    }

    @Test
    void anEngineThatCanNotNameTheModelIsToldOf() {
        VectorMaker silent =
                new VectorMaker() {
                    @Override
                    public List<float[]> embed(Embedding by, List<String> texts) {
                        return lengths.embed(by, texts);
                    }

                    @Override
                    public Optional<Mutation.PutValue> facts(Embedding by) {
                        return Optional.empty();
                    }
                };
        Reembedder mute = new Reembedder(silent, TO, Duration.ofMinutes(1), trouble::add);
        assertThatThrownBy(() -> mute.convert(List.of(meta("embedding", "old"))))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void aStopEndsACallAndLeavesNoInterrupt() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        VectorMaker hanging =
                new VectorMaker() {
                    @Override
                    public List<float[]> embed(Embedding by, List<String> texts) {
                        called.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        throw new ModelFailureException("Cancelled.", true);
                    }

                    @Override
                    public Optional<Mutation.PutValue> facts(Embedding by) {
                        return lengths.facts(by);
                    }
                };
        Reembedder stopped = new Reembedder(hanging, TO, Duration.ofMinutes(1), trouble::add);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                stopped.convert(List.of(vector("a")));
                            } catch (Progress.Stopped e) {
                                interrupted.complete(Thread.currentThread().isInterrupted());
                            }
                        });
        called.await();
        stopped.stop();
        assertThat(interrupted.get()).isFalse();
        assertThatThrownBy(() -> stopped.convert(List.of(vector("a"))))
                .isInstanceOf(Progress.Stopped.class);
    }
}
