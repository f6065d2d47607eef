package dev.llmops.eval.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricCatalogTest {
    private final MetricCatalog catalog = MetricCatalog.standard();

    @Test
    void makesEveryMetricItLists() {
        for (MetricEntry entry : catalog.entries()) {
            String name = entry.isFamily() ? entry.member("7") : entry.name();
            Metric metric = catalog.metric(name);

            assertThat(metric.name()).isEqualTo(name);
            assertThat(metric.signature().name()).isEqualTo(name);
            Score score = metric.score(Sample.of("q", "[1, 2, 3, 4]", "[1, 2, 3, 4]"), CallControl.detached());
            assertThat(score).isNotInstanceOf(Score.Failed.class);
            assertThat(entry.summary()).isNotBlank();
        }
    }

    @Test
    void putsOptionsIntoTheSignatureAndTheName() {
        Metric plain = catalog.metric("bleu");
        Metric other = catalog.metric("bleu:tok=intl,case=lc");

        assertThat(other.name()).isEqualTo("bleu:tok=intl,case=lc");
        assertThat(other.signature().setting("tok")).isEqualTo("intl");
        assertThat(other.signature().setting("case")).isEqualTo("lc");
        assertThat(other.signature()).isNotEqualTo(plain.signature());
        assertThat(other.isMean()).isFalse();
        assertThat(other.direction()).isEqualTo(plain.direction());
    }

    @Test
    void scoresUnderAnotherNameAsBefore() {
        Sample sample = Sample.of("q", "the cat sat on a mat", "the cat sat on the mat");
        Metric metric = catalog.metric("bleu:smooth=floor,value=0.2");
        Score.Measured score = (Score.Measured) metric.score(sample, CallControl.detached());

        assertThat(metric.combine(score.statistics())).isBetween(1.0, 99.0);
        assertThat(catalog.metric("rougeL:stem=yes").score(sample, CallControl.detached()))
                .isEqualTo(Score.of(5 / 6.0));
    }

    @Test
    void ranksWhatWasFound() {
        Item item = Item.builder("1", "q").relevant(Map.of("a", 1, "b", 1)).build();
        Output output = Output.builder("")
                .retrieved(List.of(
                        new Output.Retrieved("x", "", 9),
                        new Output.Retrieved("a", "", 8),
                        new Output.Retrieved("a", "", 7),
                        new Output.Retrieved("b", "", 6)))
                .build();

        assertThat(score("recall_2", item, output)).isEqualTo(Score.of(0.5));
        assertThat(score("recall_3", item, output)).isEqualTo(Score.of(1));
        assertThat(score("recip_rank", item, output)).isEqualTo(Score.of(0.5));
        assertThat(((Score.Measured) score("map", item, output)).value())
                .isCloseTo((1 / 2.0 + 2 / 3.0) / 2, Offset.offset(1e-12));
        assertThat(score("ndcg_cut_10", Item.of("1", "q"), output)).isInstanceOf(Score.Unmeasured.class);
    }

    @Test
    void findsTheMetricOfARunAgain() {
        MetricInfo info = MetricInfo.of(catalog.metric("bleu:tok=intl"));
        MetricInfo otherVersion = new MetricInfo(
                info.name(), Signature.of("bleu").with("compat", "bleu-0.1"), info.direction(), info.mean());

        assertThat(catalog.find(info)).isPresent();
        assertThat(catalog.find(otherVersion)).isEmpty();
        assertThat(catalog.find(MetricInfo.of(made()))).isEmpty();
        assertThat(catalog.with(own()).find(MetricInfo.of(made()))).isPresent();
    }

    @Test
    void tellsWhatIsWrongWithAName() {
        assertWrong("blue", "There is no metric blue. There are", "bleu");
        assertWrong("bleu:", "must be key=value");
        assertWrong("bleu:tok", "must be key=value");
        assertWrong("bleu:token=intl", "has no option token. It has", "tok");
        assertWrong("bleu:tok=klingon", "must be one of none, 13a");
        assertWrong("bleu:tok=intl,tok=13a", "twice");
        assertWrong("bleu:order=0", "order");
        assertWrong("chrf2:beta=two", "a whole number");
        assertWrong("rougeL:stem=true", "yes or no");
    }

    @ParameterizedTest
    @CsvSource({
        "f1, squad-f1",
        "em, squad-em",
        "exact_match, exact-match",
        "regex, regex-match",
        "chrf++, chrf2++",
        "BLEU, bleu",
        "rouge-l, rougeL",
        "ROUGE_LSUM, rougeLsum",
        "mrr, recip_rank",
        "recall:k=5, recall_10",
        "NDCG, ndcg",
    })
    void refusesOtherNamesAndTellsTheRightOne(String other, String name) {
        assertWrong(other, "There is no metric", "It is called " + name + ".");
        assertThat(catalog.metric(name).name()).isEqualTo(name);
    }

    @Test
    void aFamilyNeedsANumber() {
        assertWrong("recall_k", "recall_10");
        assertWrong("recall_0", "recall_0 cannot be made", "rank");
        assertWrong("recall_", "There is no metric recall_.");
        assertWrong("recall_07", "There is no metric recall_07.");
        assertThat(catalog.rightName("f1")).contains("squad-f1");
        assertThat(catalog.rightName("squad-f1")).isEmpty();
        assertThat(catalog.rightName("recall_5")).isEmpty();
        assertThat(catalog.rightName("blue")).isEmpty();
    }

    private Score score(String spec, Item item, Output output) {
        return catalog.metric(spec).score(new Sample(item, output), CallControl.detached());
    }

    private void assertWrong(String spec, String... parts) {
        assertThatThrownBy(() -> catalog.metric(spec))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(parts);
    }

    private static Metric made() {
        return MetricCatalog.standard().with(own()).metric("own");
    }

    private static MetricEntry own() {
        return new MetricEntry(
                "own",
                "mine",
                List.of(),
                options -> new NamedMetric("own", MetricCatalog.standard().metric("ter")));
    }
}
