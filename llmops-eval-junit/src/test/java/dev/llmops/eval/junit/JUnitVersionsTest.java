package dev.llmops.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.LlmException;
import dev.llmops.core.Pipeline;
import dev.llmops.eval.gate.Gate;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;

/** The same samples, run by the JUnit of this build and by JUnit 5 in a class loader of its own. */
class JUnitVersionsTest {
    /** The build puts the jars of JUnit 5 there. */
    private static final Path JUNIT5 = Path.of("target", "junit5");

    private static final List<String> EXPECTED = List.of(
            "first: 40 passed, failed [Samples$Compared EvaluationTestException]",
            "update: 40 passed, failed []",
            "same: 40 passed, failed []",
            "worse: 40 passed, failed [Samples$Compared GateFailedError]",
            "repeats: 20 passed, failed []",
            "nested: 41 passed, failed [Samples$Strict GateFailedError]");

    @Test
    void runsWithTheJUnitOfThisBuild() {
        List<String> lines = new SampleProgram().get();

        assertThat(lines.get(0)).doesNotContain("junit5");
        assertThat(lines.subList(1, lines.size())).isEqualTo(EXPECTED);
    }

    @Test
    void runsWithJUnit5() throws Exception {
        assumeTrue(Files.isDirectory(JUNIT5), "the jars of JUnit 5 are not in " + JUNIT5);

        List<String> lines = run(urls());

        assertThat(lines.get(0)).contains("junit5").contains("junit-platform-engine-1.14");
        assertThat(lines.subList(1, lines.size())).isEqualTo(EXPECTED);
    }

    @SuppressWarnings("unchecked")
    private static List<String> run(URL[] urls) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Class<?> program = loader.loadClass(SampleProgram.class.getName());
            return ((Supplier<List<String>>) program.getConstructor().newInstance()).get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** {@return where the classes are that the samples need, with JUnit 5 for the JUnit of this build} */
    private static URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(Path.of("target", "classes").toUri().toURL());
        urls.add(Path.of("target", "test-classes").toUri().toURL());
        try (Stream<Path> jars = Files.list(JUNIT5)) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        for (Class<?> needed : List.of(
                LlmException.class,
                Pipeline.class,
                Gate.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonInclude.class,
                Load.class,
                Assertions.class,
                ByteBuddy.class)) {
            urls.add(needed.getProtectionDomain().getCodeSource().getLocation());
        }
        return urls.toArray(URL[]::new);
    }
}
