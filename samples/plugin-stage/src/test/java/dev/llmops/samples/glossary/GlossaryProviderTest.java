package dev.llmops.samples.glossary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.testing.StageProviderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage, and what every provider must do. */
class GlossaryProviderTest extends StageProviderContract {
    private static final Map<String, Object> TERMS = Map.of(
            "terms",
            List.of(
                    Map.of("term", "duty point", "meaning", "Where pump and system curves meet."),
                    Map.of("term", "NPSH", "meaning", "Net positive suction head, in metres.")));

    @Override
    protected StageProvider<?> provider() {
        return new GlossaryProvider();
    }

    @Override
    protected Map<String, Object> settings() {
        return TERMS;
    }

    @Test
    void findsTheTermsThatAPromptUses() {
        assertThat(found("What do npsh and duty points mean?", StageConfig.of(TERMS)))
                .extracting(Passage::text)
                .containsExactly(
                        "duty point: Where pump and system curves meet.",
                        "NPSH: Net positive suction head, in metres.");
        assertThat(found("What is NPSHr?", StageConfig.of(TERMS))).isEmpty();
    }

    @Test
    void readsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("terms.txt"), "# words\nNPSH: Net positive suction head.\n\n");

        List<Passage> found = found("NPSH?", StageConfig.of(Map.of("file", file.toString())));

        assertThat(found).singleElement().satisfies(passage -> {
            assertThat(passage.documentId()).isEqualTo("terms.txt");
            assertThat(passage.span().start()).isZero();
        });
    }

    @Test
    void saysWhichFileCannotBeRead() {
        StageConfig config = StageConfig.of(Map.of("file", "no-such-file.txt"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new GlossaryProvider().create(config))
                .withMessageContaining("no-such-file.txt");
    }

    private static List<Passage> found(String question, StageConfig config) {
        return new GlossaryProvider()
                .create(config)
                .ground(Prompt.of(question), StageContext.detached())
                .passages();
    }
}
