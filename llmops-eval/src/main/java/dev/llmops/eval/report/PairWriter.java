package dev.llmops.eval.report;

import dev.llmops.eval.compare.Comparison;
import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.compare.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** Writes what came of comparing two runs. */
final class PairWriter {
    private final PageJson json;

    PairWriter(PageJson json) {
        this.json = json;
    }

    void write(int base, int candidate, Comparison comparison) throws IOException {
        json.beginObject().member("base", base).member("candidate", candidate);
        if (comparison instanceof Comparison.Paired paired) {
            json.member("onlyBase", paired.onlyBase()).member("onlyCandidate", paired.onlyCandidate());
            json.name("metrics").beginArray();
            for (MetricComparison metric : paired.metrics()) {
                write(metric);
            }
            json.endArray();
        } else if (comparison instanceof Comparison.Incomparable incomparable) {
            reasons(incomparable.reasons());
        }
        json.endObject();
    }

    private void write(MetricComparison metric) throws IOException {
        json.beginObject().member("name", metric.metric());
        if (metric instanceof MetricComparison.Measured measured) {
            write(measured);
        } else if (metric instanceof MetricComparison.Unmeasured unmeasured) {
            json.member("verdict", "UNMEASURED");
            reasons(List.of(unmeasured.reason()));
        } else if (metric instanceof MetricComparison.Incomparable incomparable) {
            json.member("verdict", "INCOMPARABLE");
            reasons(incomparable.reasons());
        }
        json.endObject();
    }

    private void write(MetricComparison.Measured measured) throws IOException {
        json.member("verdict", verdict(measured.verdict()))
                .member("from", measured.base())
                .member("to", measured.candidate())
                .member("low", measured.ci95().low())
                .member("high", measured.ci95().high())
                .member("p", measured.p())
                .member("adjusted", measured.adjustedP())
                .member("test", measured.test().label())
                .member("pairs", measured.pairs());
        number("effect", measured.effect());
        number("detectable", measured.detectable());
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "BETTER";
            case WORSE -> "WORSE";
            case NO_DIFFERENCE_SHOWN -> "SAME";
        };
    }

    private void number(String name, OptionalDouble number) throws IOException {
        if (number.isPresent()) {
            json.member(name, number.getAsDouble());
        }
    }

    private void reasons(List<String> reasons) throws IOException {
        json.name("reasons").beginArray();
        for (String reason : reasons) {
            json.value(reason);
        }
        json.endArray();
    }
}
