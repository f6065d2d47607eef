package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileCacheTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path cache;

    @BeforeEach
    void write() {
        RandomModel.written(directory);
    }

    @Test
    void answersAlikeFromAGraphThatWasCompiledBefore() throws IOException {
        String first = answer();
        List<Path> compiled = compiled();
        String second = answer();

        assertThat(compiled).hasSize(1);
        assertThat(compiled()).isEqualTo(compiled);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void compilesAnewWhenTheModelChanges() throws IOException {
        answer();
        List<Path> graphs;
        try (Stream<Path> files = Files.list(directory.resolve("onnx"))) {
            graphs = files.toList();
        }
        for (Path file : graphs) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        }

        answer();

        assertThat(compiled()).hasSize(2);
    }

    @Test
    void doesWithoutWhatIsDamaged() throws IOException {
        String first = answer();
        Files.writeString(compiled().get(0).resolve("model.onnx"), "no graph");

        assertThat(answer()).isEqualTo(first);
    }

    private List<Path> compiled() throws IOException {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.sorted().toList();
        }
    }

    private String answer() {
        try (OnnxModel model = OnnxModel.builder(directory)
                .precision(OnnxModel.Precision.EXACT)
                .compute(ComputeOptions.builder().threads(1).compileCache(cache).build())
                .open()) {
            return model.client()
                    .generate(
                            ModelRequest.of("Hello")
                                    .withOptions(GenerationOptions.builder()
                                            .sampling(Sampling.builder()
                                                    .temperature(0)
                                                    .maxOutputTokens(16)
                                                    .build())
                                            .build()),
                            ModelCall.detached())
                    .text();
        }
    }
}
