package dev.llmops.template.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {
    private final ByteArrayOutputStream report = new ByteArrayOutputStream();
    private final TemplateConformance conformance =
            new TemplateConformance(new PrintStream(report, true, StandardCharsets.UTF_8));

    @Test
    void rendersEveryRecordedCase() throws IOException {
        Optional<Path> cases = SharedCases.directory();
        assumeTrue(cases.isPresent(), "shared/golden/templates is not beside the project: nothing to compare with");

        conformance.runAll(cases.orElseThrow());

        assertThat(conformance.failed()).as(report()).isZero();
        assertThat(conformance.passed()).isPositive();
    }

    @Test
    void countsWhatFails(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("own.jsonl"), """
                {"name": "right", "template": "{{ x }}", "data": {"x": true}, "expected": "True"}
                {"name": "wrong", "template": "{{ x }}", "data": {"x": 1}, "expected": "2"}
                {"name": "refused", "template": "{{ x + 1 }}", "data": {}, "error": "'x' is undefined"}
                {"name": "not refused", "template": "ok", "data": {}, "error": "no"}
                """);

        conformance.runAll(directory);

        assertThat(conformance.passed()).isEqualTo(2);
        assertThat(conformance.failed()).isEqualTo(2);
        assertThat(report()).contains("FAILED own.jsonl wrong").endsWith("2 passed, 2 failed\n");
    }

    private String report() {
        return report.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
