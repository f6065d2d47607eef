package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.embedding.Reranker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every reranker must do: give each text back once, best first, whatever the order it came in.
 *
 * <pre>{@code
 * class CrossEncoderTest extends RerankerContract {
 *     @Override
 *     protected Reranker reranker() {
 *         return CrossEncoder.open(MODEL);
 *     }
 * }
 * }</pre>
 */
public abstract class RerankerContract {
    private static final List<String> TEXTS = List.of(
            "The pump is serviced once a year, in March.",
            "Invoices are due within thirty days.",
            "Cats sleep most of the day.",
            "A pump that is loud needs oil.",
            "x");

    /** Creates the tests. */
    protected RerankerContract() {}

    /** {@return a reranker that judges {@link #texts()}, as often as it is asked} */
    protected abstract Reranker reranker();

    /** {@return what is looked for} */
    protected String query() {
        return "When is the pump serviced?";
    }

    /** {@return texts of which the first answers {@link #query()} best} */
    protected List<String> texts() {
        return TEXTS;
    }

    /** {@return how much two scores of one text may differ; some hardware adds in any order} */
    protected double tolerance() {
        return 1e-4;
    }

    /** {@return whether a text may be anything at all; a reranker whose provider refuses some texts says no} */
    protected boolean takesEveryText() {
        return true;
    }

    /** Every text comes back once, with a score that is a number, best first. */
    @Test
    public void givesEveryTextBackOnceBestFirst() {
        assertComplete(rerank(reranker(), texts()), texts().size());
    }

    /** What answers the query comes first. */
    @Test
    public void putsTheBestAnswerFirst() {
        assertThat(rerank(reranker(), texts()).get(0).index()).isZero();
    }

    /** The score of a text does not depend on the order in which the texts are given. */
    @Test
    public void judgesAlikeInAnyOrder() {
        Reranker reranker = reranker();
        double[] expected = scores(rerank(reranker, texts()));
        for (long seed = 0; seed < 5; seed++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, texts().size()).boxed().toList());
            Collections.shuffle(order, new Random(seed));

            List<String> shuffled = order.stream().map(texts()::get).toList();
            double[] scores = scores(rerank(reranker, shuffled));

            for (int i = 0; i < order.size(); i++) {
                assertThat(Math.abs(scores[i] - expected[order.get(i)]))
                        .as("seed %d, text %d", seed, order.get(i))
                        .isLessThanOrEqualTo(tolerance());
            }
        }
    }

    /** Nothing to judge is no mistake. */
    @Test
    public void givesNothingForNothing() {
        assertThat(rerank(reranker(), List.of())).isEmpty();
    }

    /** Texts that are equal are judged alike, and both come back. */
    @Test
    public void judgesEqualTextsAlike() {
        String text = texts().get(0);

        List<Reranker.Ranked> ranked = rerank(reranker(), List.of(text, text));

        assertComplete(ranked, 2);
        assertThat(ranked.get(0).score() - ranked.get(1).score()).isLessThanOrEqualTo(tolerance());
    }

    /** Strange texts are judged; a reranker that does not take every text may refuse them instead. */
    @Test
    public void takesHostileTexts() {
        Reranker reranker = reranker();

        HostileTexts.all().forEach((name, text) -> {
            try {
                assertComplete(rerank(reranker, List.of(text, texts().get(0))), 2);
                assertComplete(reranker.rerank(text, texts(), CallControl.detached()), texts().size());
            } catch (LlmException e) {
                if (takesEveryText()) {
                    throw new AssertionError("Refused the sample \"" + name + "\".", e);
                }
            }
        });
    }

    /** Threads do not disturb each other. */
    @Test
    public void servesManyThreadsAtOnce() {
        Reranker reranker = reranker();
        double[] expected = scores(rerank(reranker, texts()));

        Background.sideBySide(4, thread -> {
            double[] scores = scores(rerank(reranker, texts()));
            for (int i = 0; i < scores.length; i++) {
                assertThat(Math.abs(scores[i] - expected[i])).as("text %d", i).isLessThanOrEqualTo(tolerance());
            }
        });
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        Reranker reranker = reranker();

        assertThatThrownBy(() -> reranker.rerank(null, texts(), CallControl.detached()))
                .isInstanceOf(LlmException.class);
        assertThatThrownBy(() -> reranker.rerank(query(), null, CallControl.detached()))
                .isInstanceOf(LlmException.class);
    }

    private List<Reranker.Ranked> rerank(Reranker reranker, List<String> texts) {
        return reranker.rerank(query(), texts, CallControl.detached());
    }

    private static double[] scores(List<Reranker.Ranked> ranked) {
        double[] scores = new double[ranked.size()];
        ranked.forEach(each -> scores[each.index()] = each.score());
        return scores;
    }

    private static void assertComplete(List<Reranker.Ranked> ranked, int texts) {
        assertThat(ranked)
                .extracting(Reranker.Ranked::index)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, texts).boxed().toList());
        double last = Double.POSITIVE_INFINITY;
        for (Reranker.Ranked each : ranked) {
            assertThat(each.score()).isNotNaN().isLessThanOrEqualTo(last);
            last = each.score();
        }
    }
}
