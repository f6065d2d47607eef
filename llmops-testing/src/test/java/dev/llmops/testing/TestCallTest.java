package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.model.ModelEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestCallTest {
    @Test
    void callsOfOneBuilderAreCancelledOneByOne() {
        TestCall.Builder builder = TestCall.builder();
        TestCall first = builder.build();
        TestCall second = builder.build();

        first.cancel();

        assertThat(first.cancellation().isCancelled()).isTrue();
        assertThat(second.cancellation().isCancelled()).isFalse();
    }

    @Test
    void deadlineCountsFromWhenTheCallIsMade() {
        VirtualTime time = new VirtualTime();
        TestCall.Builder builder = TestCall.builder().within(Duration.ofSeconds(2), time);
        time.advance(Duration.ofSeconds(5));
        TestCall call = builder.build();

        assertThat(call.deadline().remaining()).isEqualTo(Duration.ofSeconds(2));
        call.emit(new ModelEvent.TextDelta("in time"));
        time.advance(Duration.ofSeconds(2));

        assertThatThrownBy(() -> call.emit(new ModelEvent.TextDelta("late")))
                .isInstanceOf(CallCancelledException.class);
        assertThat(call.text()).isEqualTo("in time");
    }
}
