package dev.llmops.remote.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Locality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaHostTest {
    @ParameterizedTest
    @CsvSource({
        "box, http://box:11434",
        "box:8080, http://box:8080",
        ":8080, http://localhost:8080",
        "0.0.0.0, http://localhost:11434",
        "0.0.0.0:8080, http://localhost:8080",
        "http://box, http://box",
        "https://box.test/ollama, https://box.test/ollama",
        "https://box.test:444, https://box.test:444"
    })
    void readsTheServersOwnVariable(String value, String address) {
        assertThat(OllamaHost.address(value)).isEqualTo(address);
    }

    @Test
    void withoutAValueItIsThisMachine() {
        assertThat(OllamaHost.address(null)).isEqualTo("http://localhost:11434");
        assertThat(OllamaHost.address(" ")).isEqualTo("http://localhost:11434");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "a b", "http://user:secret@box"})
    void refusesWhatIsNoAddressWithoutQuotingIt(String value) {
        assertThatThrownBy(() -> OllamaHost.address(value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("OLLAMA_HOST")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void onlyTheLoopbackIsThisMachine() {
        assertThat(OllamaHost.locality("localhost")).isEqualTo(Locality.LOCAL);
        assertThat(OllamaHost.locality("127.0.1.1")).isEqualTo(Locality.LOCAL);
        assertThat(OllamaHost.locality("[::1]")).isEqualTo(Locality.LOCAL);
        assertThat(OllamaHost.locality("127.0.0.1.evil.test")).isEqualTo(Locality.REMOTE);
        assertThat(OllamaHost.locality("192.168.0.2")).isEqualTo(Locality.REMOTE);
        assertThat(OllamaHost.locality(null)).isEqualTo(Locality.REMOTE);
    }
}
