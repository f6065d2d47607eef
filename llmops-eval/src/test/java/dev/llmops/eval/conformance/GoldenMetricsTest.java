package dev.llmops.eval.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every metric gives the numbers of the reference tools. */
class GoldenMetricsTest {
    @TestFactory
    Stream<DynamicNode> agreesWithTheReferenceTools() {
        Optional<Path> folder = GoldenFiles.beside();
        if (folder.isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest(
                    "golden metrics", () -> Assumptions.abort("no shared/golden/metrics beside the repository")));
        }
        return GoldenFiles.in(folder.get()).stream().map(GoldenMetricsTest::testsOf);
    }

    private static DynamicNode testsOf(Path file) {
        List<DynamicTest> tests = GoldenFiles.cases(file).stream()
                .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> GoldenFiles.check(golden)))
                .toList();
        return DynamicContainer.dynamicContainer(file.getFileName().toString(), tests);
    }
}
