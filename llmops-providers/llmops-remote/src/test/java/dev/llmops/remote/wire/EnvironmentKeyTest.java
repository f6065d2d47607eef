package dev.llmops.remote.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.remote.RequestScope;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentKeyTest {
    private static final RequestScope SCOPE = new RequestScope("p", "m", "1", Map.of());

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void takesTheFirstVariableThatIsSet() {
        environment.put("SECOND", "b");
        assertThat(secret()).isEqualTo("b");

        environment.put("FIRST", " ");
        assertThat(secret()).isEqualTo("b");

        environment.put("FIRST", "a");
        assertThat(secret()).isEqualTo("a");
    }

    @Test
    void namesTheFirstVariableWhenNoneIsSet() {
        assertThatThrownBy(this::secret)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("FIRST");
    }

    private String secret() {
        return EnvironmentKey.firstOf(name -> environment.getOrDefault(name, ""), "FIRST", "SECOND")
                .secret(SCOPE);
    }
}
