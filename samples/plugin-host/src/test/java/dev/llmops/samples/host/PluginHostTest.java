package dev.llmops.samples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the host in a JVM of its own, with the stage in a real jar. */
class PluginHostTest {
    private static final String STAGE = "llmops-sample-plugin-stage";

    @TempDir
    private Path directory;

    @Test
    void usesTheStageOfTheOtherJarByItsName() throws IOException, InterruptedException {
        List<String> classPath = others();
        Path jar = stageJar();
        classPath.add(jar.toString());

        Run run = run(classPath);

        assertThat(run.output())
                .contains(
                        "glossary",
                        "Adds the entries of a glossary",
                        jar.getFileName().toString())
                .contains("grounder glossary, within 1000 ms")
                .contains("net positive suction head");
        assertThat(run.exit()).isZero();
    }

    @Test
    void saysWhatIsMissingWithoutTheOtherJar() throws IOException, InterruptedException {
        Run run = run(others());

        assertThat(run.exit()).isNotZero();
        assertThat(run.output())
                .contains("pipeline.yaml:7: No Grounder named \"glossary\". Found: ")
                .contains("add the artifact that has it");
    }

    private Run run(List<String> classPath) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        PluginHost.class.getName(),
                        "pipeline.yaml",
                        "What does NPSH mean?")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("the host ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** {@return the class path of this test without the stage} */
    private static List<String> others() {
        return new ArrayList<>(entries().filter(entry -> !isStage(entry)).toList());
    }

    /** {@return the stage as a jar; in a build that has only compiled, the jar is made here} */
    private Path stageJar() throws IOException {
        Path stage = entries()
                .filter(PluginHostTest::isStage)
                .map(Path::of)
                .findFirst()
                .orElseThrow();
        if (Files.isRegularFile(stage)) {
            return stage;
        }
        Path jar = directory.resolve(STAGE + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(stage)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(stage.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
        return jar;
    }

    private static Stream<String> entries() {
        return Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(System.getProperty("java.class.path"));
    }

    private static boolean isStage(String entry) {
        String path = entry.replace('\\', '/');
        return path.contains("/plugin-stage/") || path.contains(STAGE);
    }

    /**
     * What the host did.
     *
     * @param exit its exit status
     * @param output what it printed
     */
    private record Run(int exit, String output) {}
}
