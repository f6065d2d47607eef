package dev.llmops.onnx.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeTokenizersTest {
    @Test
    void leavesTheSystemPropertiesOfAnApplicationAsTheyWere() {
        String offline = System.getProperty("ai.djl.offline");
        String cache = System.getProperty("ENGINE_CACHE_DIR");

        NativeTokenizers.load();

        assertThat(System.getProperty("ai.djl.offline")).isEqualTo(offline);
        assertThat(System.getProperty("ENGINE_CACHE_DIR")).isEqualTo(cache);
    }

    @Test
    void forbidsReportsToTheMakersOfTheLibrary() {
        NativeTokenizers.load();

        assertThat(System.getenv("OPT_OUT_TRACKING") != null || Boolean.getBoolean("OPT_OUT_TRACKING"))
                .isTrue();
    }
}
