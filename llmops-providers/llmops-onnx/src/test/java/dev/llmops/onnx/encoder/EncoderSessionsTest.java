package dev.llmops.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.EncoderOptions;
import dev.llmops.onnx.models.EncoderModel;
import dev.llmops.onnx.models.EncoderShape;
import dev.llmops.onnx.models.SentenceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderSessionsTest {
    @TempDir
    Path directory;

    private Path graph;

    @BeforeEach
    void write() throws IOException {
        EncoderModel.builder(EncoderShape.tiny())
                .sentence(SentenceLayout.mean(128))
                .build()
                .write(directory);
        graph = EncoderDirectory.of(directory, EncoderOptions.defaults()).graph();
    }

    @Test
    void copiesASmallModelForManyTokens() {
        try (EncoderSessions sessions = open(2, 1 << 20)) {
            EncoderSession copy = sessions.copyFor(100_000);

            assertThat(copy).isNotNull().isNotSameAs(sessions.whole());
            assertThat(sessions.copyFor(2_000)).isSameAs(copy);
        }
    }

    @Test
    void doesNotCopyForFewTokens() {
        try (EncoderSessions sessions = open(2, 1 << 20)) {
            assertThat(sessions.copyFor(100)).isNull();
        }
    }

    @Test
    void doesNotCopyALargeModel() throws IOException {
        try (EncoderSessions sessions = open(2, Files.size(graph) - 1)) {
            assertThat(sessions.copyFor(100_000)).isNull();
            assertThat(sessions.threads()).isEqualTo(1);
        }
    }

    @Test
    void doesNotCopyForOneThread() {
        try (EncoderSessions sessions = open(1, 1 << 20)) {
            assertThat(sessions.copyFor(100_000)).isNull();
        }
    }

    @Test
    void doesWithoutACopyThatCannotBeLoaded() throws IOException {
        try (EncoderSessions sessions = open(2, 1 << 20)) {
            Files.write(graph, new byte[] {1, 2, 3});

            assertThat(sessions.copyFor(100_000)).isNull();
            assertThat(sessions.copyFor(100_000)).isNull();
        }
    }

    @Test
    void refusesALimitBelowZero() {
        assertThatThrownBy(() -> EncoderOptions.builder().copyUpTo(-1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("copyUpTo");
    }

    private EncoderSessions open(int threads, long copyUpTo) {
        return EncoderSessions.open(
                graph,
                EncoderOptions.builder()
                        .copyUpTo(copyUpTo)
                        .compute(ComputeOptions.builder().threads(threads).build())
                        .build());
    }
}
