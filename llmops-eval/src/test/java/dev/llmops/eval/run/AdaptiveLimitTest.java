package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.run.AdaptiveLimit.Outcome;
import dev.llmops.eval.run.AdaptiveLimit.Permit;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final List<Permit> running = new ArrayList<>();
    /** Tasks begin on this thread and run until the test releases them. */
    private final AdaptiveLimit limit = new AdaptiveLimit(8, new RunThreads(null, Runnable::run), time, e -> {
        throw new AssertionError(e);
    });

    @Test
    void runsAsManyAsAllowed() {
        submit(20);

        assertThat(running).hasSize(8);
        running.get(0).release(Outcome.NEUTRAL);
        submit(1);
        assertThat(running).hasSize(9);
    }

    @Test
    void aRefusalHalvesTheLimitOnceForAllThatRanThen() {
        submit(20);

        running.subList(0, 5).forEach(permit -> permit.refused(SECOND));

        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void nothingBeginsBeforeTheTimeIsOver() {
        submit(20);
        running.subList(0, 8).forEach(permit -> permit.refused(Duration.ofSeconds(30)));

        time.advance(Duration.ofMillis(29_999));
        assertThat(running).hasSize(8);
        time.advance(Duration.ofMillis(1));
        assertThat(running).hasSize(8 + 4);
    }

    @Test
    void theLongestWaitCounts() {
        submit(9);
        running.get(0).refused(Duration.ofSeconds(30));
        running.subList(1, 8).forEach(permit -> permit.refused(SECOND));

        time.advance(Duration.ofSeconds(29));
        assertThat(running).hasSize(8);
        time.advance(SECOND);
        assertThat(running).hasSize(9);
    }

    @Test
    void neverFallsBelowOne() {
        for (int i = 0; i < 10; i++) {
            submit(1);
            running.get(running.size() - 1).refused(SECOND);
            time.advance(SECOND);
        }

        assertThat(limit.current()).isEqualTo(1);
        submit(1);
        assertThat(running).hasSize(11);
    }

    @Test
    void aLimitsWorthOfAnswersRaisesTheLimitByOneUpToTheGreatest() {
        submit(1);
        running.get(0).refused(SECOND);
        time.advance(SECOND);
        assertThat(limit.current()).isEqualTo(4);

        answer(4);
        assertThat(limit.current()).isEqualTo(4);
        answer(1);
        assertThat(limit.current()).isEqualTo(5);
        answer(1_000);
        assertThat(limit.current()).isEqualTo(8);
    }

    @Test
    void whatWasRefusedGoesFirst() {
        List<String> order = new ArrayList<>();
        submit(8);
        limit.submit(permit -> order.add("new"));
        Permit first = running.get(0);
        first.refused(SECOND);
        limit.submitAgain(permit -> order.add("again"));
        running.subList(1, 8).forEach(permit -> permit.release(Outcome.NEUTRAL));

        time.advance(SECOND);

        assertThat(order).containsExactly("again", "new");
    }

    @Test
    void aPermitIsGivenBackOnce() {
        submit(9);
        running.get(0).release(Outcome.NEUTRAL);
        running.get(0).release(Outcome.NEUTRAL);
        running.get(0).refused(SECOND);
        submit(1);

        assertThat(limit.current()).isEqualTo(8);
        assertThat(running).hasSize(9);
    }

    private void submit(int count) {
        for (int i = 0; i < count; i++) {
            limit.submit(running::add);
        }
    }

    private void answer(int count) {
        for (int i = 0; i < count; i++) {
            submit(1);
            running.get(running.size() - 1).release(Outcome.ANSWERED);
        }
    }
}
