package dev.llmops.remote.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.SafetyGuardContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiModerationTest extends SafetyGuardContract {
    private static final String KEY = "sk-4711-secret";
    private static final String ANSWER =
            "{\"id\":\"modr-1\",\"model\":\"omni-moderation-latest\",\"results\":[{\"flagged\":true,"
                    + "\"categories\":{\"self-harm/intent\":true,\"violence\":false,\"health\":null},"
                    + "\"category_scores\":{\"self-harm/intent\":0.75,\"violence\":0.25}}]}";

    @Override
    protected SafetyGuard guard() {
        return builder(Replay.of("application/json", ANSWER)).build();
    }

    @Override
    protected List<String> fragments() {
        return List.of("I will hurt you.", "hello");
    }

    @Override
    protected int texts() {
        return 10;
    }

    @Test
    void findsTheTopicsThatTheProviderFlags() {
        Replay replay = Replay.of("application/json", ANSWER);

        List<Finding> findings = inspect(builder(replay).build(), "I will hurt you.");

        assertThat(findings)
                .containsExactly(Finding.ofWhole(
                        "openai.moderation.self-harm/intent",
                        "SELF_HARM_INTENT",
                        0.75,
                        Tier.STRONG,
                        "judged by omni-moderation-latest"));
        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri().getPath()).isEqualTo("/v1/moderations");
        assertThat(sent.headers()).containsEntry("authorization", "Bearer " + KEY);
        assertThat(Json.read(sent.body()))
                .isEqualTo(Json.read("{\"model\":\"omni-moderation-latest\",\"input\":[\"I will hurt you.\"]}"));
    }

    @Test
    void findsTopicsFromAThresholdOn() {
        Replay replay = Replay.of("application/json", ANSWER);

        assertThat(inspect(builder(replay).threshold(0.25).build(), "x")).hasSize(2);
        assertThat(inspect(builder(replay).threshold(0.26).build(), "x")).hasSize(1);
        assertThat(inspect(builder(replay).threshold(0.76).build(), "x")).isEmpty();
    }

    @Test
    void asksAnotherModel() {
        Replay replay = Replay.of("application/json", ANSWER);

        inspect(builder(replay).model("other").build(), "x");

        assertThat(replay.sent().get(0).body()).contains("\"model\":\"other\"");
    }

    @Test
    void sendsNothingForATextWithoutWords() {
        Replay replay = Replay.of("application/json", ANSWER);

        assertThat(inspect(builder(replay).build(), " \n")).isEmpty();
        assertThat(replay.sent()).isEmpty();
    }

    @Test
    void failsWhereNothingWasJudged() {
        for (String body : List.of("{}", "{\"results\":[]}", "{\"results\":[{}]}", "<html>")) {
            Replay replay = Replay.of("application/json", body);
            assertThatThrownBy(() -> inspect(builder(replay).build(), "x"))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
        }
    }

    @Test
    void failsWithTheProviderAndShowsNoKey() {
        Replay replay = Replay.of(401, Map.of(), ("{\"error\":{\"message\":\"" + KEY + "\"}}").getBytes(UTF_8), 64);
        OpenAiModeration guard = builder(replay).build();

        assertThatThrownBy(() -> inspect(guard, "x"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.AUTH))
                .hasMessageNotContaining(KEY);
        assertThat(guard.toString()).doesNotContain(KEY);
    }

    private static List<Finding> inspect(SafetyGuard guard, String text) {
        return guard.inspect(Segment.prompt(text), StageContext.detached());
    }

    private static OpenAiModeration.Builder builder(Replay replay) {
        return OpenAiModeration.builder()
                .connection(Connection.builder()
                        .key(KEY)
                        .transport(replay.transport())
                        .build());
    }
}
