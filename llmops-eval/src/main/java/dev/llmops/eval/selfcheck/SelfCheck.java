package dev.llmops.eval.selfcheck;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.text.SentenceSplitter;
import dev.llmops.api.text.TextSpan;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.judge.Judge;
import java.util.ArrayList;
import java.util.List;

/**
 * How much an answer disagrees with other answers to the same question. Less is better.
 *
 * <pre>{@code
 * Metric check = SelfCheck.prompt(judge, Resampler.of(model, 5, 1.0));
 * }</pre>
 *
 * <p>The score of an answer is the mean over its sentences: from 0 for agreement to 1 for contradiction, except for
 * n-grams, whose scores have no upper bound. Sentences that could not be checked are left out, and if there is none
 * left the answer is unmeasured. Safe for concurrent use. (P. Manakul, A. Liusie, M. Gales: SelfCheckGPT, 2023.)
 */
public final class SelfCheck implements Metric {
    private final Signature signature;
    private final Resampler resampler;
    private final SentenceSplitter splitter;
    private final Variant variant;

    private SelfCheck(Signature signature, Resampler resampler, SentenceSplitter splitter, Variant variant) {
        this.signature = signature;
        this.resampler = Require.nonNull(resampler, "resampler");
        this.splitter = splitter;
        this.variant = variant;
    }

    /** {@return a check that counts how usual the n-grams of the answer are among all answers} */
    public static SelfCheck ngram(int n, Resampler resampler) {
        Require.inRange(n, 1, 100, "n");
        return new SelfCheck(sign("ngram").with("n", n), resampler, SentenceSplitter.standard(), new Variant.Ngram(n));
    }

    /**
     * {@return a check that compares each sentence with the sentences of the other answers}
     *
     * @param name how signatures call the similarity, such as {@code "bertscore-roberta-large"}
     * @param similarity how much alike two sentences are
     */
    public static SelfCheck similarity(String name, TextSimilarity similarity, Resampler resampler) {
        return new SelfCheck(
                sign("similarity").with("by", Require.nonBlank(name, "name")),
                resampler,
                SentenceSplitter.standard(),
                new Variant.Similarity(Require.nonNull(similarity, "similarity")));
    }

    /**
     * {@return a check whether the other answers contradict each sentence}
     *
     * @param name how signatures call the model
     */
    public static SelfCheck nli(String name, EntailmentModel model, Resampler resampler) {
        return new SelfCheck(
                sign("nli").with("by", Require.nonBlank(name, "name")),
                resampler,
                SentenceSplitter.standard(),
                new Variant.Nli(Require.nonNull(model, "model")));
    }

    /** {@return a check that asks a judge whether the other answers support each sentence} */
    public static SelfCheck prompt(Judge judge, Resampler resampler) {
        return new SelfCheck(
                Require.nonNull(judge, "judge").sign(sign("prompt"), 1, "json", Variant.Prompt.SUPPORT),
                resampler,
                SentenceSplitter.standard(),
                new Variant.Prompt(judge));
    }

    private static Signature sign(String variant) {
        return Signature.of("selfcheck_" + variant);
    }

    /** {@return this check with sentences cut by {@code other}} */
    public SelfCheck splitter(String name, SentenceSplitter other) {
        return new SelfCheck(signature.with("sentences", name), resampler, Require.nonNull(other, "other"), variant);
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        String answer = Require.nonNull(sample, "sample").output().text();
        List<String> sentences = sentences(answer);
        if (sentences.isEmpty()) {
            return Score.unmeasured("the answer is empty");
        }
        MeteredCall asking = new MeteredCall(control);
        try {
            List<String> others = resampler.answers(sample.item(), asking).stream()
                    .filter(other -> !other.isBlank())
                    .toList();
            return others.isEmpty()
                    ? Score.unmeasured("there are no other answers to compare with")
                            .using(asking.usage())
                    : checked(new Check(answer, sentences, others, this::sentences, asking), asking);
        } catch (CallCancelledException | RateLimitedException e) {
            throw e;
        } catch (LlmException e) {
            return Score.failed("the check failed: " + e.getMessage()).using(asking.usage());
        }
    }

    private Score checked(Check check, MeteredCall asking) {
        SentenceScores scores = variant.check(check);
        if (scores.total().isEmpty()) {
            return scores.failure()
                    .<Score>map(reason -> Score.failed(reason).using(asking.usage()))
                    .orElseGet(() -> Score.unmeasured("no sentence of the answer could be compared")
                            .using(asking.usage()));
        }
        return Score.of(scores.total().getAsDouble()).because(scores.rationale(check.sentences()), asking.usage());
    }

    private List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (TextSpan span : splitter.split(text)) {
            String sentence = text.substring(span.start(), span.end()).strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }

    /** Shows the signature. */
    @Override
    public String toString() {
        return signature.toString();
    }
}
