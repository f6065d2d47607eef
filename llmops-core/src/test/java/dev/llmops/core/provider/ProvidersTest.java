package dev.llmops.core.provider;

import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.testing.ScriptedModel;
import dev.llmops.testing.StageProviderContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every provider of this module keeps what providers promise. */
class ProvidersTest {
    @Nested
    class ConversationMemory extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new ConversationMemoryProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of("turns", 20, "tokens", 1000, "first", 1, "conversations", 100);
        }
    }

    @Nested
    class EntityFinder extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new EntityFinderProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            Map<String, Object> entry = Map.of("name", "Pump P-101", "type", "PUMP", "aliases", List.of("P101"));
            return Map.of("zone", "Europe/Berlin", "entries", List.of(entry));
        }
    }

    @Nested
    class ExtractiveModel extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new ExtractiveModelProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of("max-sentences", 2, "minimum-score", 0.5, "abstention", "I do not know.");
        }
    }

    @Nested
    class Fallback extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new FallbackProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of("stages", List.of("a", "b"));
        }

        @Override
        protected StageConfig config(Map<String, Object> settings) {
            return stages(settings, ModelClient.class, ScriptedModel.answering("x"));
        }
    }

    @Nested
    class Parallel extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new ParallelProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of("stages", List.of("a", "b"));
        }

        @Override
        protected StageConfig config(Map<String, Object> settings) {
            Grounder grounder = (prompt, context) -> Evidence.none();
            return stages(settings, Grounder.class, grounder);
        }
    }

    @Nested
    class Spotlighting extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new SpotlightingProvider();
        }
    }

    @Nested
    class Pii extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new PiiProvider();
        }
    }

    @Nested
    class TextCleaner extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new TextCleanerProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of(
                    "repair-encoding", true,
                    "remove-terminal-escapes", true,
                    "remove-invisible", true,
                    "compose", true,
                    "collapse-white-space", true,
                    "decode-html-entities", true,
                    "split-ligatures", true,
                    "fold-widths", true,
                    "straighten-quotes", true);
        }
    }

    @Nested
    class Typography extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new TypographyProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of("ellipsis", "dots", "dash", "as-written");
        }
    }

    private static StageConfig stages(Map<String, Object> settings, Class<?> kind, Object stage) {
        StageConfig.StageFactory factory = new StageConfig.StageFactory() {
            @Override
            public <T> T create(Class<T> type, Object value, String pointer) {
                return type.cast(kind.cast(stage));
            }
        };
        return StageConfig.of("", settings, key -> "", factory, Path.of(""));
    }
}
