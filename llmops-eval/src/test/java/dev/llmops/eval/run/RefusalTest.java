package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.StageException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void waitsAsLongAsTheProviderSays() {
        assertThat(Refusal.waitAfter(refused(Duration.ofSeconds(7)), 3)).hasValue(Duration.ofSeconds(7));
        assertThat(Refusal.waitAfter(new StageException("model", refused(Duration.ofSeconds(7))), 1))
                .hasValue(Duration.ofSeconds(7));
    }

    @Test
    void waitsItsOwnTimeWhereTheProviderSaysNoneAndNeverLongerThanADay() {
        assertThat(Refusal.waitAfter(refused(Duration.ZERO), 3)).hasValue(Duration.ofSeconds(4));
        assertThat(Refusal.waitAfter(refused(Duration.ofSeconds(Long.MAX_VALUE)), 1))
                .hasValue(Duration.ofDays(1));
    }

    @Test
    void otherFailuresAreNoRefusals() {
        ProviderException wrongKey = ProviderException.of(
                ProviderFailure.builder("test", "model", ErrorClass.AUTH).build());

        assertThat(Refusal.waitAfter(wrongKey, 1)).isEmpty();
        assertThat(Refusal.waitAfter(new IllegalStateException("secret"), 1)).isEmpty();
        assertThat(Refusal.reason(new IllegalStateException("secret"))).isEqualTo("IllegalStateException");
        assertThat(Refusal.reason(wrongKey)).startsWith("AuthenticationException: test/model failed: AUTH");
    }

    private static ProviderException refused(Duration retryAfter) {
        return ProviderException.of(ProviderFailure.builder("test", "model", ErrorClass.OVERLOADED)
                .retryAfter(retryAfter)
                .build());
    }
}
