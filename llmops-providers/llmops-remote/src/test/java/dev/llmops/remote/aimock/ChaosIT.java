package dev.llmops.remote.aimock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Timeouts;
import dev.llmops.testing.TestCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of calls while aimock makes some of them fail.
 *
 * <p>Which ones is up to chance; aimock's journal tells afterwards, and what the calls ended in must add up to that.
 */
@WithAimock
class ChaosIT {
    private static final String ALL = "dev.llmops.remote.aimock.PlayedModels#all";
    private static final String SUCCESS = "success";

    private final AimockScope scope;

    ChaosIT(AimockServer server) {
        this.scope = server.scope();
    }

    @AfterEach
    void leavesNoConnectionAtWork() {
        scope.close();
    }

    @ParameterizedTest
    @CsvSource({
        "dropRate, 0.3",
        "malformedRate, 0.3",
        "rateLimitRate, 0.3",
        "disconnectRate, 0.3",
        "dropRate, 1",
        "malformedRate, 1",
        "rateLimitRate, 1",
        "disconnectRate, 1"
    })
    void everyCallEndsAsAimockMadeItEnd(String kind, double rate) {
        scope.chaos("{\"" + kind + "\": " + rate + "}");

        addsUp(outcomes(PlayedModels.all().get(0), 40));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void everyProviderEndsAsAimockMadeItEnd(PlayedModel model) {
        scope.chaos("""
                {"dropRate": 0.2, "malformedRate": 0.2, "rateLimitRate": 0.25, "disconnectRate": 0.3, "latencyMs": 2}""");

        addsUp(outcomes(model, 60));
        scope.calm();
        model.connect(scope).generate(question(), TestCall.create());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void anAnswerThatIsLateEndsByTheFirstByteClock(PlayedModel model) {
        scope.chaos("{\"latencyMs\": 30000}");
        Duration minute = Duration.ofMinutes(1);
        ModelClient client = model.client()
                .apply(scope.connection(model.base())
                        .timeouts(new Timeouts(minute, Duration.ofMillis(150), minute, minute))
                        .build());

        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> client.generate(question(), TestCall.create()));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(failure.failure().code()).isEqualTo("first-byte");
    }

    /**
     * Looks up each call by its id. A request that went out on a connection from the pool, and found it cut before a
     * byte of an answer, may go out once more.
     */
    private void addsUp(List<String> outcomes) {
        Map<String, List<JournalEntry>> journal =
                scope.journal().stream().collect(Collectors.groupingBy(entry -> entry.header(JournalEntry.CALL_ID)));
        assertThat(journal).as("calls that were heard").hasSameSizeAs(outcomes);
        for (int i = 0; i < outcomes.size(); i++) {
            List<JournalEntry> heard = journal.getOrDefault(callId(i), List.of());
            assertThat(heard).as("requests of a call").hasSizeBetween(1, 2);
            assertThat(outcomes.get(i))
                    .as(heard.toString())
                    .isEqualTo(meantBy(heard.get(heard.size() - 1).chaos()));
            if (heard.size() > 1) {
                assertThat(heard.get(0).chaos()).isEqualTo("disconnect");
            }
        }
    }

    private static String meantBy(String chaos) {
        return switch (chaos) {
            case "" -> SUCCESS;
            case "drop" -> ErrorClass.SERVER.name();
            case "malformed" -> ErrorClass.MALFORMED.name();
            case "rateLimit" -> ErrorClass.RATE_LIMITED.name();
            case "disconnect" -> ErrorClass.TRANSPORT.name();
            default -> "unknown chaos " + chaos;
        };
    }

    /** {@return what so many calls ended in, in order; four run at a time} */
    private List<String> outcomes(PlayedModel model, int calls) {
        ModelClient client = model.connect(scope);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                TestCall.Builder call = TestCall.builder().callId(callId(i));
                running.add(callers.submit(outcome(
                        client, i % 2 == 0 ? call.build() : call.silent().build())));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> each : running) {
                outcomes.add(each.get());
            }
            return outcomes;
        } catch (InterruptedException | ExecutionException e) {
            // Anything that is no failure of ours ends here.
            throw new AssertionError("a call ended in an unexpected way", e);
        } finally {
            callers.shutdownNow();
        }
    }

    private static Callable<String> outcome(ModelClient client, TestCall call) {
        return () -> {
            try {
                assertThat(client.generate(question(), call).text()).startsWith("Ahoy");
                return SUCCESS;
            } catch (ProviderException e) {
                return e.errorClass().name();
            }
        };
    }

    private static String callId(int number) {
        return "call-" + number;
    }

    private static ModelRequest question() {
        return ModelRequest.of("Please greet the crew.");
    }
}
