package dev.llmops.eval.arena;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Signature;
import dev.llmops.eval.judge.JudgeReliability;
import java.util.List;

/**
 * What an arena found. Immutable.
 *
 * @param signature how was judged
 * @param rounds all rounds, by item and then by system, failed ones included
 * @param missing how many answers there are not, because the system failed
 * @param styles which differences of style the rounds carry
 */
public record ArenaResult(Signature signature, List<Round> rounds, int missing, List<Style> styles) {
    /** Copies the lists. */
    public ArenaResult {
        Require.nonNull(signature, "signature");
        rounds = List.copyOf(Require.nonNull(rounds, "rounds"));
        styles = List.copyOf(Require.nonNull(styles, "styles"));
    }

    /** {@return the rounds that have a verdict, for ratings} */
    public Battles battles() {
        Battles.Builder battles = Battles.builder(styles.size());
        for (Round round : rounds) {
            double[] style =
                    round.style().stream().mapToDouble(Double::doubleValue).toArray();
            round.outcome().ifPresent(outcome -> battles.add(round.first(), round.second(), outcome, style));
        }
        return battles.build();
    }

    /** {@return how many rounds have no verdict} */
    public int failed() {
        return (int) rounds.stream().filter(round -> round.outcome().isEmpty()).count();
    }

    /** {@return how far the judge agrees with itself when the answers change places} */
    public JudgeReliability reliability() {
        return JudgeReliability.of(rounds.stream().map(Round::verdict).toList());
    }

    /** {@return what judging used} */
    public Usage usage() {
        return rounds.stream().map(round -> round.verdict().usage()).reduce(Usage.unknown(), Usage::plus);
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "ArenaResult[" + rounds.size() + " rounds, " + failed() + " failed, " + missing + " answers missing]";
    }
}
