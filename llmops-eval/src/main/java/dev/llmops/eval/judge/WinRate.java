package dev.llmops.eval.judge;

import dev.llmops.api.CallControl;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import java.util.Optional;
import java.util.function.Function;

/** How often an answer is better than another one; a tie is half a win. */
record WinRate(String name, PairwiseJudge judge, Function<Item, Optional<String>> other) implements Metric {
    @Override
    public Signature signature() {
        return judge.sign(Signature.of(name).with("judge", "pairwise"));
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        Optional<String> rival = other.apply(sample.item());
        if (rival.isEmpty()) {
            return Score.unmeasured("there is no other answer to compare with");
        }
        PairVerdict verdict = judge.compare(sample.item(), sample.output().text(), rival.get(), control);
        if (verdict.preference().isEmpty()) {
            return Score.failed(verdict.failure().orElse("the judge failed")).using(verdict.usage());
        }
        String consistency = verdict.isConsistent()
                .map(same -> same ? "[both orders agree] " : "[the orders disagree, so it is a tie] ")
                .orElse("");
        return Score.of(verdict.preference().get().outcome())
                .because(consistency + verdict.rationale(), verdict.usage());
    }
}
