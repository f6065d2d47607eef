package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortCallIdsTest {
    @Test
    void keepsIdsThatHaveTheForm() {
        assertThat(new ShortCallIds().shortened("D681PevKs")).isEqualTo("D681PevKs");
    }

    @Test
    void givesTheSameIdInEachRequest() {
        assertThat(new ShortCallIds().shortened("call_abc")).isEqualTo(new ShortCallIds().shortened("call_abc"));
    }

    @Test
    void givesManyIdsTheFormAndNoTwoTheSame() {
        ShortCallIds ids = new ShortCallIds();
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            String id = ids.shortened("call_" + i);
            assertThat(id).matches("[A-Za-z0-9]{9}");
            seen.add(id);
        }

        assertThat(seen).hasSize(10_000);
    }
}
