package dev.llmops.remote.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Sampling;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ModelClientContract;
import dev.llmops.testing.TestCall;
import dev.llmops.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BedrockClientTest extends ModelClientContract {
    private static final String KEY = "bedrock-not-a-key-5512";
    private static final String MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Override
    protected ModelClient client() {
        return client(Replay.answeringBytes(sent -> sent.uri().getPath().endsWith("/converse-stream")
                ? BedrockAnswers.stream()
                : BedrockAnswers.WHOLE.getBytes(UTF_8)));
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        byte[] body = ("{\"message\":\"" + KEY + "\"}").getBytes(UTF_8);
        return Optional.of(client(Replay.of(500, Map.of("x-amzn-errortype", "InternalServerException"), body, 100)));
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        FaultServer server = FaultServer.start();
        server.onEveryRequest(
                FaultScript.ok(EVENT_STREAM).bytes(BedrockAnswers.begun()).stall());
        BedrockClient client = BedrockClient.builder(MODEL)
                .region("us-east-1")
                .connection(Connection.builder()
                        .baseUri(server.uri().toString())
                        .key(KEY)
                        .build())
                .build();
        opened.add(client);
        opened.add(server);
        return Optional.of(client);
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    private static Replay stream(byte[] body) {
        return Replay.of(200, Map.of("content-type", EVENT_STREAM), body, 8192);
    }

    private static Connection.Builder connection(Replay replay) {
        return Connection.builder().transport(replay.transport());
    }

    private static BedrockClient client(Replay replay) {
        return BedrockClient.builder(MODEL)
                .region("us-east-1")
                .connection(connection(replay).key(KEY).build())
                .build();
    }

    private static TestCall silent() {
        return TestCall.builder().silent().build();
    }

    @Test
    void sendsItsKeyAsABearerToken() {
        Replay replay = Replay.of("application/json", BedrockAnswers.WHOLE);

        client(replay).generate(request(), silent());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri())
                .hasToString("https://bedrock-runtime.us-east-1.amazonaws.com/model/"
                        + "us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");
        assertThat(sent.headers())
                .containsEntry("authorization", "Bearer " + KEY)
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("x-amz-date");
    }

    @Test
    void asksForAnEventStreamWhenSomebodyListens() {
        Replay replay = stream(BedrockAnswers.stream());

        client(replay).generate(request(), TestCall.create());

        assertThat(replay.sent().get(0).uri().getPath()).endsWith("/converse-stream");
        assertThat(replay.sent().get(0).headers()).containsEntry("accept", EVENT_STREAM);
    }

    @Test
    void takesTheKeyOfTheEnvironment() {
        Replay replay = Replay.of("application/json", BedrockAnswers.WHOLE);
        Map<String, String> environment =
                Map.of("AWS_REGION", "eu-central-1", "AWS_BEARER_TOKEN_BEDROCK", KEY, "AWS_ACCESS_KEY_ID", "unused");

        BedrockClient.builder(MODEL)
                .environment(name -> environment.getOrDefault(name, ""))
                .connection(connection(replay).build())
                .build()
                .generate(request(), silent());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri().getHost()).isEqualTo("bedrock-runtime.eu-central-1.amazonaws.com");
        assertThat(sent.headers()).containsEntry("authorization", "Bearer " + KEY);
    }

    @Test
    void signsWhereThereIsNoKey() {
        Replay replay = Replay.of("application/json", BedrockAnswers.WHOLE);
        Map<String, String> environment = Map.of(
                "AWS_DEFAULT_REGION", "us-west-2",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "hush",
                "AWS_SESSION_TOKEN", "session");

        BedrockClient.builder(MODEL)
                .environment(name -> environment.getOrDefault(name, ""))
                .time(new VirtualTime())
                .connection(connection(replay).build())
                .build()
                .generate(request(), silent());

        Replay.Sent sent = replay.sent().get(0);
        String date = sent.headers().getOrDefault("x-amz-date", "");
        assertThat(date).matches("\\d{8}T\\d{6}Z");
        assertThat(sent.headers()).containsEntry("x-amz-security-token", "session");
        assertThat(sent.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + date.substring(0, 8)
                        + "/us-west-2/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date;"
                        + "x-amz-security-token, Signature=")
                .doesNotContain("hush");
    }

    @Test
    void signsWithKeysThatItIsGiven() {
        Replay replay = Replay.of("application/json", BedrockAnswers.WHOLE);

        BedrockClient.builder("arn:aws:bedrock:ap-south-1:000000000000:application-inference-profile/abc")
                .environment(name -> name.equals("AWS_BEARER_TOKEN_BEDROCK") ? KEY : "")
                .credentials(AwsCredentials.of("AKIDEXAMPLE", "hush"))
                .connection(connection(replay).build())
                .build()
                .generate(request(), silent());

        assertThat(replay.sent().get(0).headers().get("authorization")).contains("/ap-south-1/bedrock/");
    }

    @Test
    void sendsNothingWhereNothingIsNeeded() {
        Replay replay = Replay.of("application/json", BedrockAnswers.WHOLE);

        BedrockClient.builder(MODEL)
                .region("us-east-1")
                .connection(connection(replay).credentials(Credentials.none()).build())
                .build()
                .generate(request(), silent());

        assertThat(replay.sent().get(0).headers()).doesNotContainKeys("authorization", "x-amz-date");
    }

    @Test
    void saysWhichVariablesAreMissing() {
        assertThatThrownBy(() ->
                        BedrockClient.builder(MODEL).environment(name -> "").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AWS_REGION");
        BedrockClient client = BedrockClient.builder(MODEL)
                .region("cn-north-1")
                .environment(name -> "")
                .connection(connection(Replay.of("", "")).build())
                .build();
        assertThat(client)
                .hasToString("BedrockClient[" + MODEL + " of bedrock at bedrock-runtime.cn-north-1.amazonaws.com.cn]");
        assertThatThrownBy(() -> client.generate(request(), ModelCall.detached()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AWS_BEARER_TOKEN_BEDROCK")
                .hasMessageContaining("AWS_ACCESS_KEY_ID");
    }

    @Test
    void countsTheTokensOfARequest() {
        Replay replay = Replay.of("application/json", "{\"inputTokens\":23}");
        ModelRequest request = ModelRequest.of(List.of(Message.system("Be brief."), Message.user("Hello")))
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder().maxOutputTokens(10).topK(3).build())
                        .metadata("team", "blue")
                        .build());

        assertThat(client(replay).count(request, CallControl.detached()).tokens())
                .isEqualTo(23);
        assertThat(replay.sent().get(0).uri().getPath()).endsWith("/count-tokens");
        assertThat(Json.read(replay.sent().get(0).body())).isEqualTo(Json.read("""
                {"input":{"converse":{"messages":[{"role":"user","content":[{"text":"Hello"}]}],
                 "system":[{"text":"Be brief."}],"additionalModelRequestFields":{"top_k":3}}}}"""));
        assertThatThrownBy(() -> client(Replay.of("application/json", "{}")).count(request, CallControl.detached()))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void tellsTheClassOfAFailure() {
        Replay replay = Replay.of(
                429,
                Map.of("x-amzn-errortype", "ThrottlingException:http://internal", "x-amzn-requestid", "r-1"),
                "{\"message\":\"Too many requests\"}".getBytes(UTF_8),
                100);

        assertThatThrownBy(() -> client(replay).generate(request(), silent()))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.errorClass()).isEqualTo(ErrorClass.RATE_LIMITED);
                    assertThat(failure.requestId()).isEqualTo("r-1");
                });
    }

    @Test
    void knowsTheModelsBehindProfiles() {
        assertThat(client(Replay.of("", "")).info().model()).isEqualTo(MODEL);
        assertThat(client(Replay.of("", "")).info().contextWindow()).hasValue(200_000);
        assertThat(BedrockClient.builder("amazon.titan-text-lite-v1")
                        .region("us-east-1")
                        .build()
                        .info()
                        .can(Capability.TOOLS))
                .isFalse();
    }
}
