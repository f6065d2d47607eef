package dev.llmops.core.citation;

import dev.llmops.api.AttributeKey;
import dev.llmops.api.Require;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.StageContext;

/**
 * Turns the numbers that a model writes behind its sentences into citations of the passages.
 *
 * <p>A model that was given numbered passages refers to them as {@code [1]}; {@code [1, 2]},
 * {@code [1][2]}, {@code 【1】} and {@code (source 1)} are understood too. Each number becomes a
 * {@link dev.llmops.api.grounding.Citation} that leads to the sentences of the passage which are
 * closest to what the answer says there. Numbers that no passage has are taken out of the text and
 * noted in the record of the call. Code and answers that are JSON are left alone.
 *
 * <p>{@link #attributed()} also checks each citation with {@link Attribution}. What was found
 * besides is in the {@link #REPORT}. Safe for concurrent use.
 *
 * {@snippet :
 * Pipeline pipeline = Pipeline.builder()
 *         .ground(search)
 *         .model(model)
 *         .postprocess(Citations.attributed())
 *         .build();
 * for (Citation citation : pipeline.run("When are pumps serviced?").citations()) {
 *     show(citation.number(), citation.title(), citation.quote(), citation.support());
 * }
 * }
 */
public final class Citations implements Postprocessor {
    /** What is known about the citations of an answer besides the citations themselves. */
    public static final AttributeKey<CitationReport> REPORT = AttributeKey.of("citation.report", CitationReport.class);

    private static final Citations NUMBERED = new Citations(false, false);
    private static final Citations ATTRIBUTED = new Citations(true, false);

    private final boolean checks;
    private final boolean adds;

    private Citations(boolean checks, boolean adds) {
        this.checks = checks;
        this.adds = adds;
    }

    /** {@return citations for the numbers the model wrote, without a check} */
    public static Citations numbered() {
        return NUMBERED;
    }

    /** {@return citations for the numbers the model wrote, each checked against its passage} */
    public static Citations attributed() {
        return ATTRIBUTED;
    }

    /**
     * {@return these citations, and further ones for sentences to which the model wrote no number}
     *
     * <p>A number is added to the text before the full stop, and only if a passage supports the
     * sentence; of several the one with the most words of the sentence, then the first.
     */
    public Citations addingMissing() {
        return new Citations(checks, true);
    }

    @Override
    public Answer process(Answer answer, StageContext context) {
        Require.nonNull(answer, "answer");
        Require.nonNull(context, "context");
        return new CitedAnswer(answer, checks, adds).finish(context);
    }

    /** Shows the options. */
    @Override
    public String toString() {
        return "Citations[" + (checks ? "attributed" : "numbered") + (adds ? ", adding missing" : "") + "]";
    }
}
