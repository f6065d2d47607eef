package dev.llmops.remote.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MadeUpCallIdsTest {
    @Test
    void differByResponseOrPlaceAndByCall() {
        assertThat(MadeUpCallIds.id("r1", 3, 0)).isEqualTo("made-up-r1-0");
        assertThat(MadeUpCallIds.id("", 3, 0)).isEqualTo("made-up-after3-0");
        assertThat(MadeUpCallIds.id("", 5, 1)).isEqualTo("made-up-after5-1");
    }

    @Test
    void areToldFromThoseOfAProvider() {
        assertThat(MadeUpCallIds.isFromProvider(MadeUpCallIds.id("r", 1, 0))).isFalse();
        assertThat(MadeUpCallIds.isFromProvider("")).isFalse();
        assertThat(MadeUpCallIds.isFromProvider("call_1")).isTrue();
    }
}
