package dev.llmops.eval.selfcheck;

import dev.llmops.api.Trust;
import dev.llmops.eval.judge.AnswerForm;
import dev.llmops.eval.judge.Exhibit;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.judge.JudgeAnswer;
import dev.llmops.eval.judge.JudgeTask;
import dev.llmops.eval.judge.Reply;
import dev.llmops.eval.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A way to compare an answer with others. */
sealed interface Variant {
    SentenceScores check(Check check);

    /** By how usual the n-grams are. */
    record Ngram(int n) implements Variant {
        @Override
        public SentenceScores check(Check check) {
            List<String> texts = new ArrayList<>(List.of(check.answer()));
            texts.addAll(check.others());
            NgramScores scores = NgramScores.of(n, 0, check.sentences(), texts, check.splitter());
            return new SentenceScores(scores.means(), scores.mean(), Optional.empty());
        }
    }

    /** By the sentence of each answer that is most alike. */
    record Similarity(TextSimilarity similarity) implements Variant {
        /** Sentences with fewer tokens are like everything, so the original drops them. */
        private static final int LEAST_TOKENS = 4;

        @Override
        public SentenceScores check(Check check) {
            List<List<String>> others = check.others().stream()
                    .map(other -> check.splitter().apply(other).stream()
                            .filter(sentence -> WordScan.tokens(sentence).size() >= LEAST_TOKENS)
                            .toList())
                    .toList();
            List<OptionalDouble> scores = new ArrayList<>();
            for (String sentence : check.sentences()) {
                scores.add(SelfCheckScores.similarity(others.stream()
                        .map(other -> other.stream()
                                .map(text -> similarity.of(sentence, text, check.control()))
                                .toList())
                        .toList()));
            }
            return SentenceScores.mean(scores, Optional.empty());
        }
    }

    /** By contradiction. */
    record Nli(EntailmentModel model) implements Variant {
        @Override
        public SentenceScores check(Check check) {
            List<OptionalDouble> scores = new ArrayList<>();
            for (String sentence : check.sentences()) {
                scores.add(SelfCheckScores.contradiction(check.others().stream()
                        .map(other -> model.compare(sentence, other, check.control()))
                        .toList()));
            }
            return SentenceScores.mean(scores, Optional.empty());
        }
    }

    /** By asking a judge. */
    record Prompt(Judge judge) implements Variant {
        static final JudgeTask SUPPORT = JudgeTask.of(
                "selfcheck",
                """
                Decide whether the text named "sentence" is supported by the text named "passage".
                "yes": the passage says it too, or it follows from the passage.
                "no": the passage says something else about the same matter, or says nothing about it.
                "unsure": it cannot be told.
                Use nothing but the passage; what you know from elsewhere does not count.""",
                AnswerForm.empty()
                        .text("reason", "why, in one sentence")
                        .choice("verdict", List.of("yes", "no", "unsure"), "the verdict"));

        @Override
        public SentenceScores check(Check check) {
            List<OptionalDouble> scores = new ArrayList<>();
            Optional<String> failure = Optional.empty();
            for (String sentence : check.sentences()) {
                List<Verdict> verdicts = new ArrayList<>();
                for (String other : check.others()) {
                    Reply reply = judge.ask(SUPPORT, exhibits(sentence, other), check.control());
                    if (reply instanceof JudgeAnswer answer) {
                        verdicts.add(answer.verdict("verdict"));
                    } else if (reply instanceof Reply.None none) {
                        failure = Optional.of(none.reason());
                    }
                }
                scores.add(SelfCheckScores.prompted(verdicts));
            }
            return SentenceScores.mean(scores, failure);
        }

        private static List<Exhibit> exhibits(String sentence, String other) {
            return List.of(new Exhibit("passage", other, Trust.MODEL), new Exhibit("sentence", sentence, Trust.MODEL));
        }
    }
}
