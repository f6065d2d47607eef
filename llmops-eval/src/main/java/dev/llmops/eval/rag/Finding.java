package dev.llmops.eval.rag;

import dev.llmops.eval.judge.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** What a judge says about one of several texts. */
record Finding(String text, Verdict verdict, String reason) {
    boolean is(Verdict wanted) {
        return verdict == wanted;
    }

    /** {@return for each of {@code findings} whether its verdict is yes} */
    static List<Boolean> yes(List<Finding> findings) {
        return findings.stream().map(finding -> finding.is(Verdict.YES)).toList();
    }

    /** {@return the verdicts in the words of DeepEval} */
    static List<String> words(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.is(Verdict.UNSURE) ? "idk" : finding.verdict().word())
                .toList();
    }

    /** {@return how many verdicts are yes, and the reasons of the others} */
    static String rationale(List<Finding> findings, String what) {
        long yes = findings.stream().filter(finding -> finding.is(Verdict.YES)).count();
        String others = findings.stream()
                .filter(finding -> !finding.is(Verdict.YES))
                .map(finding -> "\n" + finding.verdict().word() + ": " + finding.text() + " (" + finding.reason() + ")")
                .collect(Collectors.joining());
        return yes + " of " + findings.size() + " " + what + others;
    }

    /** Shows the verdict only. */
    @Override
    public String toString() {
        return "Finding[" + verdict + "]";
    }
}
