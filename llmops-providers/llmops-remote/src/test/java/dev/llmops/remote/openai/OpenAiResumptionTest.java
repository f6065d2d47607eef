package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ReceivedRequest;
import dev.llmops.testing.TestCall;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in the background that are followed on where their stream broke. */
class OpenAiResumptionTest {
    private static final String TEXT = "Grüße aus Köln";
    private static final List<String> WORDS = List.of("Grüße", " aus", " Köln");

    private final FaultServer server = FaultServer.start();
    private final VirtualTime time = new VirtualTime();
    private final Transport transport = Transport.builder().time(time).build();
    private final OpenAiClient client = OpenAiClient.builder("gpt-5.2")
            .api(Api.RESPONSES)
            .connection(Connection.builder()
                    .baseUri(server.uri() + "/v1")
                    .key("k")
                    .transport(transport)
                    .build())
            .build();

    @AfterEach
    void close() {
        client.close();
        transport.close();
        server.close();
    }

    @Test
    void goesOnAfterTheLastEventThatCame() {
        server.enqueue(events(0, 4).cut(), events(4, 8));
        TestCall call = TestCall.create();

        ModelResponse response = client.generate(resuming(1), call);

        assertThat(response.text()).isEqualTo(TEXT);
        assertThat(call.text()).isEqualTo(TEXT);
        assertThat(response.id()).isEqualTo("resp_1");
        ReceivedRequest rest = server.requests().get(1);
        assertThat(rest.method()).isEqualTo("GET");
        assertThat(rest.target()).isEqualTo("/v1/responses/resp_1?stream=true&starting_after=3");
        assertThat(rest.header("authorization")).hasValue("Bearer k");
        assertThat(rest.header("accept")).hasValue("text/event-stream");
        assertThat(rest.bodyText()).isEmpty();
    }

    @Test
    void deliversNoEventTwiceWhereverTheStreamBreaks() {
        FaultScript whole = events(0, 8).untilClose();
        int cuts = 0;
        for (long cut = whole.headLength(); cut < whole.length() - 2; cut += 7) {
            server.enqueue(whole.cutAt(cut));
            // A server that begins again at the first event is a server that has ignored the number.
            server.enqueue(events(0, 8));
            TestCall call = TestCall.create();
            boolean known = cut > whole.headLength() + event(0).length();

            if (known) {
                assertThat(client.generate(resuming(1), call).text())
                        .as("cut at %s", cut)
                        .isEqualTo(TEXT);
                assertThat(call.text()).as("cut at %s", cut).isEqualTo(TEXT);
                cuts++;
            } else {
                assertThatThrownBy(() -> client.generate(resuming(1), call)).isInstanceOf(ProviderException.class);
                assertThat(client.generate(resuming(1), TestCall.create()).text())
                        .isEqualTo(TEXT);
            }
        }
        assertThat(cuts).isGreaterThan(100);
    }

    @Test
    void mendsAsManyBreaksAsItMayAndNoMore() {
        server.enqueue(events(0, 2).reset(), FaultScript.close(), events(2, 4).cut(), events(4, 8));
        assertThat(client.generate(resuming(3), TestCall.create()).text()).isEqualTo(TEXT);

        server.onEveryRequest(events(0, 2).cut());
        ProviderException failure = failure(resuming(3), TestCall.create());

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRUNCATED);
        assertThat(failure.failure().partial().orElseThrow().id()).isEqualTo("resp_1");
        assertThat(server.requestCount()).isEqualTo(4 + 1 + 3);
    }

    @Test
    void aRefusalOfTheRestIsToldBesideTheBreak() {
        server.enqueue(
                events(0, 4).cut(),
                FaultScript.json(
                        400, "{\"error\":{\"message\":\"It is too old to be streamed.\",\"code\":\"too_old\"}}"));

        ProviderException failure = failure(resuming(5), TestCall.create());

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRUNCATED);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Grüße");
        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.failure().code()).isEqualTo("too_old"));
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void anErrorInsideTheStreamIsNoBreak() {
        server.enqueue(events(0, 4)
                .event(
                        "error",
                        "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"m\",\"sequence_number\":4}"));

        assertThat(failure(resuming(5), TestCall.create()).errorClass()).isEqualTo(ErrorClass.SERVER);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyARunInTheBackgroundIsAskedForAgainAndOnlyIfThatIsWanted(boolean background) {
        server.enqueue(FaultScript.ok("text/event-stream")
                .text(event(0).replace("\"background\":true", "\"background\":" + background))
                .text(event(1).replace("\"background\":true", "\"background\":" + background))
                .cut());
        ModelRequest request = background
                ? request(OpenAiResponsesOptions.builder().background().build())
                : resuming(3);

        assertThat(failure(request, TestCall.create()).errorClass()).isEqualTo(ErrorClass.TRUNCATED);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void theDeadlineOfTheCallHoldsForTheRestToo() throws InterruptedException {
        server.enqueue(events(0, 4).cut(), FaultScript.silence());
        TestCall call = TestCall.builder().within(Duration.ofSeconds(5), time).build();
        CompletableFuture<ModelResponse> running =
                CompletableFuture.supplyAsync(() -> client.generate(resuming(3), call));
        server.awaitRequests(2);

        time.advance(Duration.ofSeconds(5));

        assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void theNumberOfBreaksIsBounded() {
        assertThatThrownBy(() -> OpenAiResponsesOptions.builder().resuming(0))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OpenAiResponsesOptions.builder().resuming(101))
                .isInstanceOf(InvalidInputException.class);
    }

    private ProviderException failure(ModelRequest request, TestCall call) {
        return Objects.requireNonNull(
                catchThrowableOfType(ProviderException.class, () -> client.generate(request, call)));
    }

    private static ModelRequest resuming(int most) {
        return request(OpenAiResponsesOptions.builder().resuming(most).build());
    }

    private static ModelRequest request(OpenAiResponsesOptions options) {
        return ModelRequest.of("Greet me.")
                .withOptions(
                        GenerationOptions.builder().providerOptions(options).build());
    }

    /** {@return a stream of the events from {@code from} to before {@code to}, of which there are eight} */
    private static FaultScript events(int from, int to) {
        FaultScript script = FaultScript.ok("text/event-stream");
        for (int number = from; number < to; number++) {
            script = script.text(event(number));
        }
        return script;
    }

    private static String event(int number) {
        List<String> all = new ArrayList<>(List.of(
                typed("response.created", "\"response\":" + run("queued", "")),
                typed("response.in_progress", "\"response\":" + run("in_progress", "")),
                typed(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                                + "\"content\":[]}")));
        for (String word : WORDS) {
            all.add(typed(
                    "response.output_text.delta",
                    "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + word + "\""));
        }
        String message = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":"
                + "[{\"type\":\"output_text\",\"text\":\"" + TEXT + "\",\"annotations\":[]}]}";
        all.add(typed("response.output_item.done", "\"output_index\":0,\"item\":" + message));
        all.add(typed("response.completed", "\"response\":" + run("completed", message)));
        String[] parts = all.get(number).split("\\|", 2);
        return "event: " + parts[0] + "\ndata: {\"type\":\"" + parts[0] + "\",\"sequence_number\":" + number + ","
                + parts[1] + "}\n\n";
    }

    private static String typed(String type, String members) {
        return type + "|" + members;
    }

    private static String run(String status, String output) {
        return "{\"id\":\"resp_1\",\"model\":\"gpt-5.2\",\"status\":\"" + status + "\",\"background\":true,\"output\":["
                + output + "]}";
    }
}
