package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.LlmException;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.spi.StageRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every stage provider must do, so that a pipeline file can name its stage and mistakes are told.
 *
 * <pre>{@code
 * class TrimmerProviderTest extends StageProviderContract {
 *     @Override
 *     protected StageProvider<?> provider() {
 *         return new TrimmerProvider();
 *     }
 *
 *     @Override
 *     protected Map<String, Object> settings() {
 *         return Map.of("lines", true, "limit", 1000);
 *     }
 * }
 * }</pre>
 */
public abstract class StageProviderContract {
    private static final String UNKNOWN = "no-such-setting";

    /** Creates the tests. */
    protected StageProviderContract() {}

    /** {@return the provider} */
    protected abstract StageProvider<?> provider();

    /** {@return settings that make a stage, as many of the known ones as possible; the default is none} */
    protected Map<String, Object> settings() {
        return Map.of();
    }

    /** {@return whether the provider is in a service file of its jar, as all that are published must be} */
    protected boolean isRegistered() {
        return true;
    }

    /** {@return {@code settings} as the provider gets them, for providers that need files or other stages} */
    protected StageConfig config(Map<String, Object> settings) {
        return StageConfig.of(settings);
    }

    /** The name can be written in a pipeline file. */
    @Test
    public void hasAValidName() {
        StageProvider<?> provider = provider();

        assertThat(provider.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*").isEqualTo(provider.name());
        assertThat(provider.stage()).isNotNull().isInterface();
    }

    /** The description is empty or one sentence, on one line. */
    @Test
    public void describesItselfInOneSentence() {
        String description = provider().description();

        assertThat(description).doesNotContain("\n");
        if (!description.isEmpty()) {
            assertThat(description).isEqualTo(description.strip()).endsWith(".");
        }
    }

    /** The registry finds it by its name, made by the constructor without parameters. */
    @Test
    public void isFoundByName() {
        StageProvider<?> provider = provider();
        assumeTrue(isRegistered(), "this provider is not published");

        StageRegistry registry = StageRegistry.load(provider.getClass().getClassLoader());

        assertThat(registry.find(provider.stage(), provider.name()))
                .as("%s in META-INF/services", provider.getClass().getName())
                .hasValueSatisfying(found -> assertThat(found).hasSameClassAs(provider));
    }

    /** Without settings it makes a stage, or says what is missing. */
    @Test
    public void makesAStageWithoutSettingsOrSaysWhatIsMissing() {
        StageProvider<?> provider = provider();

        Throwable failure = catchThrowable(() -> assertThat(provider.create(config(Map.of())))
                .as("what the provider made")
                .isInstanceOf(provider.stage()));

        if (failure instanceof LlmException) {
            assertThat(failure).isInstanceOf(ConfigurationException.class);
        } else if (failure != null) {
            throw new AssertionError("Without settings: " + failure, failure);
        }
    }

    /** With its settings it makes a stage, and reads all of them. */
    @Test
    public void makesAStageAndReadsItsSettings() {
        StageProvider<?> provider = provider();
        StageConfig config = config(settings());

        assertThat(provider.create(config)).isInstanceOf(provider.stage());

        assertThat(config.unread()).as("settings that were not read").isEmpty();
    }

    /** A setting that it does not know is left over, so that the mistake is told. */
    @Test
    public void leavesUnknownSettingsUnread() {
        Map<String, Object> settings = new LinkedHashMap<>(settings());
        settings.put(UNKNOWN, "x");
        StageConfig config = config(settings);

        Throwable refused = catchThrowable(() -> provider().create(config));

        if (refused == null) {
            assertThat(config.unread()).singleElement().asString().contains(UNKNOWN);
        } else {
            assertThat(refused).isInstanceOf(ConfigurationException.class).hasMessageContaining(UNKNOWN);
        }
    }

    /** A setting of the wrong kind is refused, and the message names it. */
    @Test
    public void refusesSettingsOfTheWrongKind() {
        for (String key : settings().keySet()) {
            Map<String, Object> settings = new LinkedHashMap<>(settings());
            settings.put(key, new WrongKind());

            assertThatThrownBy(() -> provider().create(config(settings)))
                    .as("setting %s", key)
                    .isInstanceOf(LlmException.class)
                    .hasMessageContaining(key);
        }
    }

    /** Neither text nor number, yes or no, list or group: what no setting can be. */
    private static final class WrongKind {}
}
