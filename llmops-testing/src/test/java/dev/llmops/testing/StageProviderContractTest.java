package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StageProviderContractTest {
    @Test
    void holdsForAProviderThatReadsItsSettings() {
        assertThat(ContractRun.failures(Sound.class)).isEmpty();
        assertThat(ContractRun.skipped(Sound.class)).containsExactly("isFoundByName");
    }

    @Test
    void noticesThatItIsNotRegistered() {
        assertThat(ContractRun.failures(NotRegistered.class)).containsExactly("isFoundByName");
    }

    @Test
    void noticesABadName() {
        assertThat(ContractRun.failures(BadName.class)).containsExactly("hasAValidName");
    }

    @Test
    void noticesSettingsThatAreNotRead() {
        assertThat(ContractRun.failures(ReadsNothing.class))
                .containsExactly(
                        "leavesUnknownSettingsUnread",
                        "makesAStageAndReadsItsSettings",
                        "refusesSettingsOfTheWrongKind");
    }

    @Test
    void noticesAFailureThatIsNotAboutTheSettings() {
        assertThat(ContractRun.failures(Stumbles.class)).contains("makesAStageWithoutSettingsOrSaysWhatIsMissing");
    }

    private record Provider(String name, Function<StageConfig, Preprocessor> maker)
            implements StageProvider<Preprocessor> {
        @Override
        public Class<Preprocessor> stage() {
            return Preprocessor.class;
        }

        @Override
        public Preprocessor create(StageConfig config) {
            return maker.apply(config);
        }

        @Override
        public String description() {
            return "Leaves everything as it is.";
        }
    }

    static class Sound extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new Provider("no-op", config -> {
                config.integer("limit");
                config.flag("strict");
                return (prompt, context) -> prompt;
            });
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of("limit", 3, "strict", true);
        }

        @Override
        protected boolean isRegistered() {
            return false;
        }
    }

    static class NotRegistered extends Sound {
        @Override
        protected boolean isRegistered() {
            return true;
        }
    }

    static class BadName extends Sound {
        @Override
        protected StageProvider<?> provider() {
            Function<StageConfig, Preprocessor> maker = config -> {
                config.integer("limit");
                config.flag("strict");
                return (prompt, context) -> prompt;
            };
            return new Provider("No_Op", maker);
        }
    }

    static class ReadsNothing extends Sound {
        @Override
        protected StageProvider<?> provider() {
            return new Provider("no-op", config -> (prompt, context) -> prompt);
        }
    }

    static class Stumbles extends Sound {
        @Override
        protected StageProvider<?> provider() {
            return new Provider("no-op", config -> {
                int limit = config.integer("limit").orElseThrow();
                config.flag("strict");
                return (prompt, context) -> limit > 0 ? prompt : prompt.withText("", prompt.offsets());
            });
        }
    }
}
