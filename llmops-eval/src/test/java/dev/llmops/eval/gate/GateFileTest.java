package dev.llmops.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateFileTest {
    private static final Results RUN = Runs.of(40, item -> Score.of(0.6 + 0.01 * (item % 7)));

    @TempDir
    private Path directory;

    @Test
    void readsEverySetting() {
        Gate gate = read("""
            version: 1
            metrics:
              f1: {minimum: 0.5, maximum: 1, every-item: 0.1, non-inferior: 0.02, coverage: 0.9}
              em:
                - {not-worse: true, detectable: 1e-1, severity: warn}
                - {each: language, not-worse: false}
                - {within: {language: de}, non-inferior: .05}
            latency: {p50: 800ms, p99.9: 1.5s, severity: warn}
            cost: {total: 5, mean: 0.01}
            quarantine: [q0001, q0002]
            same: model
            item-severity: severity
            alpha: 0.01
            correction: bonferroni
            """).build();

        assertThat(gate.rules()).hasSize(4);
        assertThat(gate.needsBaseline()).isTrue();
        assertThat(gate.rules().get(0).margin()).hasValue(0.02);
        assertThat(gate.rules().get(1).severity()).isEqualTo(Severity.WARN);
        assertThat(gate.rules().get(2).needsBaseline()).isFalse();
        assertThat(gate.rules().get(3)).hasToString("MetricRule[em [language=de]]");
        assertThat(gate.check(RUN, RUN).checks()).extracting(Check::rule).contains("at most 1500 ms", "at most 0.01");
        assertThat(gate.check(RUN, RUN).quarantined()).containsExactly("q0001", "q0002");
    }

    @Test
    void readsJson() {
        assertThat(read("{\"version\": 1, \"metrics\": {\"f1\": {\"minimum\": 0.5}}}")
                        .build()
                        .check(RUN)
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void tellsFileLineAndKeyOfWhatIsWrong() {
        assertWrong("version: 2\n", ":1", "version must be 1");
        assertWrong("version: 1\n", "needs a rule or a budget");
        assertWrong("version: 1\nmetrics:\n  f1: {minimun: 1}\n", ":3", "metrics.f1", "unknown key minimun");
        assertWrong("version: 1\nmetrics:\n  f1: {minimum: high}\n", ":3", "metrics.f1.minimum must be a number");
        assertWrong("version: 1\nmetrics:\n  f1:\n  - {coverage: 95}\n", ":4", "metrics.f1[0].coverage is not right");
        assertWrong("version: 1\nmetrics:\n  f1: {non-inferior: 0}\n", ":3", "margin must be positive");
        assertWrong("version: 1\nmetrics:\n  f1: {severity: bad}\n", "must be one of warn, fail");
        assertWrong("version: 1\nmetrics:\n  f1: {not-worse: yes}\n", "must be true or false");
        assertWrong("version: 1\nmetrics:\n  f1: {within: {a: 1, b: 2}}\n", "must be one field");
        assertWrong("version: 1\nlatency: {p95: 3 hours}\n", ":2", "latency.p95 must be a duration");
        assertWrong("version: 1\nlatency: {p101: 3s}\n", "quantile");
        assertWrong("version: 1\nlatency: {slow: 3s}\n", "no quantile");
        assertWrong("version: 1\ncost: {total: -1}\n", "cost.total", "must not be negative");
        assertWrong("version: 1\nversion: 1\ncost: {total: 1}\n", "twice");
        assertWrong("version: 1\nmetrics: [\n", ":3", "not valid YAML");
        assertWrong("", "is empty");
        assertThatThrownBy(() -> GateFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("There is no file");
    }

    private void assertWrong(String text, String... parts) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gate.yaml")
                .hasMessageContainingAll(parts);
    }

    private Gate.Builder read(String text) {
        try {
            Path file = directory.resolve("gate.yaml");
            Files.writeString(file, text);
            return GateFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
