package dev.llmops.onnx.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenChooserTest {
    private static final float NO = Float.NEGATIVE_INFINITY;
    private static final int END = 0;
    private static final int[] ENDS = {END};

    @Test
    void takesTheLikeliestTokenAndTheFirstOfEquals() {
        TokenChooser chooser = chooser(each -> each);

        assertThat(token(chooser, new float[] {1, 3, 3, NO})).isEqualTo(1);
        assertThat(token(chooser, new float[] {Float.NaN, -3, NO})).isEqualTo(1);
    }

    @Test
    void sameSeedGivesTheSameTokensInWhateverOrderPlacesAreTried() {
        UnaryOperator<SamplingSettings.Builder> settings =
                each -> each.temperature(1).seed(42);
        int[] forwards = new int[50];
        int[] backwards = new int[50];
        TokenChooser first = chooser(settings);
        TokenChooser second = chooser(settings);
        for (int i = 0; i < 50; i++) {
            forwards[i] = at(first, i);
        }
        for (int i = 49; i >= 0; i--) {
            at(second, i);
            backwards[i] = at(second, i);
        }

        assertThat(forwards).isEqualTo(backwards);
        assertThat(forwards).doesNotHaveDuplicates();
    }

    /** Chooses among equally likely tokens at the {@code position}-th place of an answer. */
    private static int at(TokenChooser chooser, int position) {
        TokenHistory history = TokenHistory.of(1, 2, 3);
        for (int i = 0; i < position; i++) {
            history.append(5);
        }
        return chooser.choose(new float[100_000], history, null).token();
    }

    @Test
    void takesASeedFromTheGeneratorIfItHasNone() {
        SamplingSettings settings = SamplingSettings.builder().temperature(1).build();
        int first = at(TokenChooser.of(settings, ENDS, new Random(1)), 0);

        assertThat(at(TokenChooser.of(settings, ENDS, new Random(1)), 0)).isEqualTo(first);
        assertThat(at(TokenChooser.of(settings, ENDS, new Random(2)), 0)).isNotEqualTo(first);
    }

    @Test
    void changesLogitsInTheOrderOfTransformers() {
        TokenHistory history = TokenHistory.of(1, 2);
        history.append(2);
        history.append(3);
        history.append(3);
        float[] logits = {0, 4, -4, 4, 4};
        LogitChanges changes = new LogitChanges(SamplingSettings.builder()
                .logitBias(Map.of(4, -1.5, 1, 2.0, 99, 1.0))
                .repetitionPenalty(2)
                .presencePenalty(0.5)
                .frequencyPenalty(0.25)
                .build());

        changes.apply(logits, history);

        assertThat(logits).containsExactly(0, 3, -8 - 0.75f, 2 - 1, 2.5f);
    }

    @Test
    void bansTheTokensThatWouldRepeatAnNgram() {
        Random random = new Random(4);
        for (int round = 0; round < 2000; round++) {
            int n = 1 + random.nextInt(4);
            int[] tokens = random.ints(random.nextInt(12), 0, 3).toArray();
            float[] logits = new float[3];

            new LogitChanges(SamplingSettings.builder().noRepeatNgram(n).build())
                    .apply(logits, TokenHistory.of(tokens));

            for (int next = 0; next < 3; next++) {
                assertThat(logits[next] == NO)
                        .as("%s after %s, n = %s", next, tokens, n)
                        .isEqualTo(repeats(tokens, next, n));
            }
        }
    }

    private static boolean repeats(int[] tokens, int next, int n) {
        int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
        longer[tokens.length] = next;
        for (int start = 0; start + n < longer.length; start++) {
            boolean same = longer.length >= n;
            for (int i = 0; same && i < n; i++) {
                same = longer[start + i] == longer[longer.length - n + i];
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    @Test
    void doesNotEndBeforeTheLeastLength() {
        TokenChooser chooser = chooser(each -> each.minNewTokens(2));
        TokenHistory history = TokenHistory.of(7, 7, 7);
        float[] logits = {9, 1, 2};

        assertThat(chooser.choose(logits.clone(), history, null).token()).isEqualTo(2);
        history.append(2);
        history.append(2);
        assertThat(chooser.choose(logits.clone(), history, null).token()).isEqualTo(END);
    }

    @Test
    void liftsBansWhereNothingElseIsLeft() {
        TokenChooser chooser = chooser(each -> each.noRepeatNgram(1).minNewTokens(5));
        TokenHistory history = TokenHistory.of(1, 2);

        assertThat(chooser.choose(new float[] {NO, 1, 2}, history, null).token())
                .isEqualTo(2);
        assertThat(chooser.choose(new float[] {9, 1, 2, 3}, history, new FixedConstraint(false, false, 1))
                        .token())
                .isEqualTo(1);
        assertThat(chooser.choose(new float[] {0, 1, 2, 3}, history, new FixedConstraint(true, true))
                        .token())
                .isEqualTo(END);
    }

    @Test
    void saysWhenNothingIsLeft() {
        TokenChooser chooser = chooser(each -> each.temperature(1));

        assertThatThrownBy(() -> token(chooser, new float[] {Float.NaN, NO}))
                .isInstanceOf(NoTokenLeftException.class)
                .hasMessageContaining("no logit that is a number");
        assertThatThrownBy(() -> chooser.choose(new float[4], TokenHistory.of(), new FixedConstraint(false, false)))
                .isInstanceOf(NoTokenLeftException.class)
                .hasMessageContaining("constraint");
    }

    @Test
    void asksForTheMaskOnlyIfTheFirstChoiceIsIllegal() {
        TokenChooser chooser = chooser(each -> each);
        FixedConstraint constraint = new FixedConstraint(false, false, 1, 2);

        assertThat(chooser.choose(new float[] {0, 1, 2, 1}, TokenHistory.of(), constraint)
                        .token())
                .isEqualTo(2);
        assertThat(constraint.masks).isZero();
        assertThat(chooser.choose(new float[] {5, 1, 0, 4}, TokenHistory.of(), constraint)
                        .token())
                .isEqualTo(1);
        assertThat(constraint.masks).isEqualTo(1);
    }

    @Test
    void endsOnlyWhereTheConstraintMayAndMust() {
        TokenChooser chooser = chooser(each -> each);
        float[] logits = {5, 1, 4, 3};

        assertThat(chooser.choose(logits.clone(), TokenHistory.of(), new FixedConstraint(true, false, 1))
                        .token())
                .isEqualTo(END);
        assertThat(chooser.choose(logits.clone(), TokenHistory.of(), new FixedConstraint(false, false, 1, 3))
                        .token())
                .isEqualTo(3);
        assertThat(chooser.choose(new float[] {-5, 1, 4, 3}, TokenHistory.of(), new FixedConstraint(true, true, 1))
                        .token())
                .isEqualTo(END);
        // Even if the mask has the bit of an end token, which it should not.
        assertThat(chooser.choose(logits.clone(), TokenHistory.of(), new FixedConstraint(false, false, 0, 3))
                        .token())
                .isEqualTo(3);
    }

    @Test
    void greedyChoiceUnderAConstraintIsTheLikeliestLegalToken() {
        Random random = new Random(6);
        TokenChooser chooser = chooser(each -> each);
        for (int round = 0; round < 2000; round++) {
            float[] logits = CandidatesTest.logits(random, 100, 3);
            int[] legal = random.ints(1 + random.nextInt(5), 1, 100).toArray();
            int best = Arrays.stream(legal)
                    .boxed()
                    .max(Comparator.comparingDouble(each -> logits[each]))
                    .orElseThrow();

            assertThat(chooser.choose(logits.clone(), TokenHistory.of(), new FixedConstraint(false, false, legal))
                            .token())
                    .isEqualTo(best);
        }
    }

    /** The settings without and with filters go two ways; both must draw from the masked distribution. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void drawsUnderAConstraintAsIfItHadBeenThereFirst(int topK) {
        float[] logits = {2, 1, 0.5f, 3, 0, 2.5f, -1};
        FixedConstraint constraint = new FixedConstraint(true, false, 1, 2, 4);
        double[] weights = {Math.exp(2), Math.exp(1), Math.exp(0.5), 0, topK == 0 ? 1 : 0, 0, 0};
        double sum = Arrays.stream(weights).sum();
        int draws = 40_000;
        double[] counts = new double[logits.length];

        for (int seed = 0; seed < draws; seed++) {
            SamplingSettings settings = SamplingSettings.builder()
                    .temperature(1)
                    .topK(topK)
                    .seed(seed)
                    .build();
            TokenChooser chooser = TokenChooser.of(settings, ENDS, new Random(0));
            counts[chooser.choose(logits.clone(), TokenHistory.of(), constraint).token()]++;
        }

        for (int token = 0; token < logits.length; token++) {
            double share = weights[token] / sum;
            double deviation = Math.sqrt(share * (1 - share) / draws);
            assertThat(counts[token] / draws).as("token %s", token).isCloseTo(share, within(4 * deviation + 1e-12));
        }
    }

    @Test
    void tellsLogProbabilitiesOfTheModelNotOfTheChoice() {
        TokenChooser chooser = chooser(each ->
                each.logprobs(2).temperature(0.5).logitBias(Map.of(2, 50.0)).seed(1));
        float[] logits = {1, 3, 0, 2};
        double sum = Math.exp(1) + Math.exp(3) + 1 + Math.exp(2);

        Choice choice = chooser.choose(logits, TokenHistory.of(), null);

        assertThat(choice.token()).isEqualTo(2);
        assertThat(choice.logprob()).isCloseTo(-Math.log(sum), within(1e-9));
        assertThat(choice.alternatives()).isEqualTo(2);
        assertThat(choice.alternative(0)).isEqualTo(1);
        assertThat(choice.alternativeLogprob(0)).isCloseTo(3 - Math.log(sum), within(1e-9));
        assertThat(choice.alternative(1)).isEqualTo(3);
    }

    @Test
    void keepsLogProbabilitiesOfHugeLogitsFinite() {
        TokenChooser chooser = chooser(each -> each.logprobs(0));

        Choice choice = chooser.choose(new float[] {3e38f, -3e38f, 3e38f}, TokenHistory.of(), null);

        assertThat(choice.logprob()).isCloseTo(Math.log(0.5), within(1e-9));
        assertThat(choice.alternatives()).isZero();
    }

    @Test
    void tellsNoLogProbabilityUnlessAsked() {
        assertThat(chooser(each -> each)
                        .choose(new float[3], TokenHistory.of(), null)
                        .logprob())
                .isNaN();
    }

    private static int token(TokenChooser chooser, float[] logits) {
        return chooser.choose(logits, TokenHistory.of(), null).token();
    }

    private static TokenChooser chooser(UnaryOperator<SamplingSettings.Builder> settings) {
        return TokenChooser.of(settings.apply(SamplingSettings.builder()).build(), ENDS, new Random(0));
    }
}
