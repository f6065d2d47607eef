package dev.llmops.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelCallTest {
    @Test
    void takesIdDeadlineAndCancellationFromTheWorkItIsPartOf() {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1), TimeSource.system());
        Cancellation cancellation = Cancellation.never();
        CallControl work = new CallControl() {
            @Override
            public String callId() {
                return "item 7";
            }

            @Override
            public Deadline deadline() {
                return deadline;
            }

            @Override
            public Cancellation cancellation() {
                return cancellation;
            }
        };

        ModelCall call = ModelCall.within(work);

        assertThat(call.callId()).isEqualTo("item 7");
        assertThat(call.deadline()).isSameAs(deadline);
        assertThat(call.cancellation()).isSameAs(cancellation);
        assertThat(call.isStreaming()).isFalse();
    }

    @Test
    void isPartOfSomeWork() {
        assertThatThrownBy(() -> ModelCall.within(nothing()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("control");
    }

    @SuppressWarnings("NullAway") // What callers without null checks pass.
    private static CallControl nothing() {
        return null;
    }
}
