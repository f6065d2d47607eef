package dev.llmops.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.testing.StageProviderContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CitationsProviderTest extends StageProviderContract {
    @Override
    protected StageProvider<?> provider() {
        return new CitationsProvider();
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("check", false, "add-missing", true);
    }

    @Test
    void checksUnlessToldOtherwise() {
        CitationsProvider provider = new CitationsProvider();

        assertThat(provider.create(StageConfig.empty())).hasToString("Citations[attributed]");
        assertThat(provider.create(StageConfig.of(settings()))).hasToString("Citations[numbered, adding missing]");
    }
}
