package lightrag.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import lightrag.api.ConflictException;
import lightrag.engine.pipeline.PipelineState.Job;
import org.junit.jupiter.api.Test;

/** The table of section 13 of the API contract: which state refuses what. */
class PipelineStateTest {

    private final PipelineState state = new PipelineState(InstantSource.system());

    @Test
    void idleAtFirst() {
        assertThat(state.snapshot(false).jobName()).isEqualTo("-");
        assertThat(state.snapshot(false).active()).isFalse();
        assertThat(state.cancel()).isFalse();
    }

    @Test
    void indexingRefusesDeletionsScansAndEditsButNoDocuments() {
        assertThat(state.begin(Job.INDEX, "x", 1)).isTrue();
        assertThat(state.begin(Job.DELETE, "y", 1)).isFalse();
        assertThat(state.beginScan()).isPresent();
        assertThatThrownBy(state::requireIdle).isInstanceOf(ConflictException.class);
        state.accepting(false);
        assertThat(state.snapshot(false).pendingEnqueues()).isEqualTo(1);
        state.accepted();
    }

    @Test
    void deletingRefusesDocuments() {
        state.begin(Job.DELETE, "Deleting 1 Documents", 1);
        assertThat(state.snapshot(false).destructiveBusy()).isTrue();
        assertThat(state.snapshot(false).jobStart().orElseThrow()).doesNotContain("Z", "+");
        assertThatThrownBy(() -> state.accepting(false)).isInstanceOf(ConflictException.class);
        state.end();
        state.accepting(false);
    }

    @Test
    void aScanRefusesDocumentsOnlyWhileItClassifies() {
        assertThat(state.beginScan()).isEmpty();
        assertThatThrownBy(() -> state.accepting(false)).isInstanceOf(ConflictException.class);
        state.accepting(true);
        state.accepted();
        state.scanClassified();
        state.accepting(false);
        state.accepted();
        assertThat(state.begin(Job.CLEAR, "c", 0)).isFalse();
        state.endScan();
        assertThat(state.begin(Job.CLEAR, "c", 0)).isTrue();
    }

    @Test
    void aLongHistoryIsCutWithANote() {
        state.begin(Job.INDEX, "x", 1);
        for (int i = 0; i < 5100; i++) {
            state.log("line " + i);
        }
        var history = state.snapshot(false).history();
        assertThat(history)
                .hasSize(1001)
                .startsWith("[Truncated history messages: 4000/5000]")
                .endsWith("line 5099");
        state.log("x".repeat(10_000));
        assertThat(state.snapshot(false).history().getLast().length()).isLessThan(4096);
    }

    @Test
    void aDeletionRunsBesideIndexingAndRefusesDocuments() {
        state.begin(Job.INDEX, "x", 1);
        assertThat(state.beginDeletion("Deleting 1 Documents", 1)).isPresent();
        assertThat(state.beginDeletion("Deleting 1 Documents", 1)).as("one at a time").isEmpty();
        assertThat(state.snapshot(false).destructiveBusy()).isTrue();
        assertThatThrownBy(() -> state.accepting(false)).isInstanceOf(ConflictException.class);
        state.end();
        assertThat(state.isIdle()).isFalse();
        assertThat(state.snapshot(false).busy()).isTrue();
        assertThat(state.begin(Job.CLEAR, "c", 0)).isFalse();
        assertThat(state.beginScan()).isPresent();
        assertThat(state.begin(Job.INDEX, "y", 1)).as("documents go on").isTrue();
        state.endDeletion();
        assertThat(state.snapshot(false).destructiveBusy()).isFalse();
        state.end();
        assertThat(state.isIdle()).isTrue();
    }

    @Test
    void aCancellationStopsIndexingAndTheDeletionBesideIt() {
        state.begin(Job.INDEX, "x", 1);
        var deletion = state.beginDeletion("Deleting 1 Documents", 1).orElseThrow();
        assertThat(state.cancel()).isTrue();
        assertThat(deletion.isCancelled()).isTrue();
        assertThat(state.scope().isCancelled()).isTrue();
    }
}
