package dev.llmops.eval.rag;

import dev.llmops.eval.judge.AnswerForm;
import dev.llmops.eval.judge.JudgeTask;
import dev.llmops.eval.judge.Verdict;
import java.util.List;

/** What judges of retrieved answers are asked to do. Every wording has its hash in the signatures that use it. */
final class RagTasks {
    private static final List<String> WORDS = List.of(Verdict.YES.word(), Verdict.NO.word(), Verdict.UNSURE.word());

    private static final AnswerForm VERDICTS = AnswerForm.empty()
            .list(
                    "verdicts",
                    AnswerForm.empty()
                            .whole("number", 1, 1000, "the number in the name of the text that is judged")
                            .text("reason", "why, in one sentence")
                            .choice("verdict", WORDS, "the verdict"),
                    "exactly one verdict for each text that is judged, in order");

    /** Cuts a text into claims. */
    static final JudgeTask CLAIMS =
            JudgeTask.of("claims", """
            Take the text named "text" apart into claims. A claim is a short statement that says one thing and can be \
            understood alone: write names instead of "it", "they" or "this". Together the claims say all that the text \
            states as a fact, and nothing else. A text named "question" is only there to tell what the text is about. \
            Leave out questions, greetings, opinions about the question, and statements that something is not known.""", AnswerForm.empty().texts("claims", "the claims, in the order of the text"));

    /** Compares claims with sources. */
    static final JudgeTask SUPPORT = JudgeTask.of("support", """
            For each text named "claim" decide whether it follows from the texts named "source", taken together.
            "yes": the sources state it, or nobody who believes them could doubt it.
            "no": the sources state something that cannot be true together with it.
            "unsure": the sources do not tell.
            Use nothing but the sources. What you know from elsewhere does not count, even if it is right.""", VERDICTS);

    /** Looks whether statements have to do with what was asked. */
    static final JudgeTask RELEVANCE = JudgeTask.of("relevance", """
            For each text named "claim" decide whether it helps to answer the text named "question".
            "yes": it is an answer, a part of one, or something that whoever asked has to know with it.
            "no": it has nothing to do with the question.
            "unsure": it is beside the point, but may help to understand an answer.
            Whether the claim is true does not matter.""", VERDICTS);

    /** Looks which passages were of use. */
    static final JudgeTask USEFULNESS = JudgeTask.of("usefulness", """
            For each text named "passage" decide whether it helps to find the text named "reference answer" as an \
            answer to the text named "question".
            "yes": something that the reference answer says can be found in it.
            "no": the reference answer takes nothing from it, even if it is about the same matter.
            "unsure": it cannot be told.""", VERDICTS);

    /** Looks which passages an answer contradicts. */
    static final JudgeTask AGREEMENT = JudgeTask.of("agreement", """
            For each text named "passage" decide whether the text named "answer" agrees with it.
            "yes": nothing in the answer contradicts it. That includes an answer that leaves it out.
            "no": the answer states something that cannot be true if the passage is.
            "unsure": it cannot be told.""", VERDICTS);

    /** Lists what a text names. */
    static final JudgeTask ENTITIES = JudgeTask.of(
            "entities", """
            List what the text named "text" mentions by name or number: people, organisations, places, products, works, \
            dates, times, amounts. Write each as it stands in the text, in its longest form, and only once.""", AnswerForm.empty().texts("entities", "the entities, in the order of the text"));

    private RagTasks() {}

    /** {@return the task to guess the question from the answer, {@code count} times} */
    static JudgeTask questions(int count) {
        return JudgeTask.of(
                "questions",
                "Write " + count
                        + " questions that the text named \"answer\" could be the answer to. Each asks for what "
                        + "the answer as a whole says, in other words than the others. With each, say whether the "
                        + "answer evades it: whether it says that it does not know, or talks around the matter.",
                AnswerForm.empty()
                        .list(
                                "questions",
                                AnswerForm.empty()
                                        .text("question", "the question")
                                        .choice("evasive", List.of("yes", "no"), "whether the answer evades it"),
                                "exactly " + count + " questions"));
    }
}
