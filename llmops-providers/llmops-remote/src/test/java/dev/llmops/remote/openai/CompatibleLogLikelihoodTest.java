package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.AuthenticationException;
import dev.llmops.api.model.ContextTooLongException;
import dev.llmops.api.model.LogLikelihood.Continuation;
import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.TransportException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.Replay.Sent;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CompatibleLogLikelihoodTest {
    private static final String KEY = "test-key-9a41";

    /** Tokens begin at blanks, as those of most models do. */
    private static final Pattern TOKEN = Pattern.compile(" ?[^ ]+| +");

    private static CompatibleLogLikelihood.Builder builder(Replay replay) {
        return CompatibleLogLikelihood.builder(CompatibleServer.VLLM, "tiny")
                .connection(Connection.builder()
                        .key(KEY)
                        .transport(replay.transport())
                        .build());
    }

    private static Likelihood judge(Replay replay, String context, String text) {
        try (CompatibleLogLikelihood judge = builder(replay).build()) {
            return judge.judge(context, text);
        }
    }

    /** A choice of given tokens; the log-probability of each is minus its place, and the first has none. */
    private static ObjectNode choice(int index, List<String> tokens, boolean offsets) {
        ObjectNode choice = Json.object().put("index", index).put("text", String.join("", tokens));
        ObjectNode facts = choice.putObject("logprobs");
        ArrayNode texts = facts.putArray("tokens");
        ArrayNode logprobs = facts.putArray("token_logprobs");
        ArrayNode top = facts.putArray("top_logprobs");
        ArrayNode starts = facts.putArray("text_offset");
        int at = 0;
        for (int i = 0; i < tokens.size(); i++) {
            texts.add(tokens.get(i));
            if (i == 0) {
                logprobs.addNull();
                top.addNull();
            } else {
                logprobs.add(-i);
                top.addObject().put(tokens.get(i), -i).put("other", i % 2 == 0 ? -0.5 : -i - 1);
            }
            if (offsets) {
                starts.add(at);
            }
            at += tokens.get(i).codePointCount(0, tokens.get(i).length());
        }
        return choice;
    }

    private static String answer(JsonNode... choices) {
        ObjectNode answer = Json.object().put("object", "text_completion");
        List.of(choices).forEach(answer.putArray("choices")::add);
        return Json.write(answer);
    }

    private static Replay tokens(String... tokens) {
        return Replay.of("application/json", answer(choice(0, List.of(tokens), true)));
    }

    /** A server that repeats prompts, writes a token more, and gives the choices in reverse. */
    private static String echo(Sent sent) {
        JsonNode prompt = Json.read(sent.body()).path("prompt");
        List<JsonNode> choices = new ArrayList<>();
        for (JsonNode each : prompt.isArray() ? prompt : Json.array().add(prompt)) {
            List<String> tokens = new ArrayList<>();
            Matcher matcher = TOKEN.matcher(each.asText());
            while (matcher.find()) {
                tokens.add(matcher.group());
            }
            tokens.add("!");
            choices.add(choice(choices.size(), tokens, true));
        }
        Collections.reverse(choices);
        return answer(choices.toArray(JsonNode[]::new));
    }

    @Test
    void writesTheRequest() {
        Replay replay = tokens("The", " pump", " is", " due", "!");

        judge(replay, "The pump", " is due");

        assertThat(Json.read(replay.sent().get(0).body())).isEqualTo(Json.read("""
                {"model":"tiny","prompt":"The pump is due","max_tokens":1,"temperature":0,"logprobs":1,"echo":true}"""));
        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/v1/completions");
        assertThat(replay.sent().get(0).headers()).containsEntry("authorization", "Bearer " + KEY);
    }

    @Test
    void addsUpTheTokensOfTheTextAlone() {
        Likelihood likelihood = judge(tokens("The", " pump", " is", " due", "!"), "The pump", " is due");

        assertThat(likelihood.logprob()).isCloseTo(-5, within(1e-12));
        assertThat(likelihood.tokens()).isEqualTo(2);
    }

    @Test
    void greedyIsWhatHasNoLikelierTokenBesideIt() {
        assertThat(judge(tokens("a", " b", " c", "!"), "a", " b").greedy()).isTrue();
        assertThat(judge(tokens("a", " b", " c", "!"), "a b", " c").greedy()).isFalse();
    }

    @Test
    void blanksAtTheEndOfTheContextAreJudgedWithTheText() {
        assertThat(judge(tokens("The", " pump", " is", "!"), "The pump ", "is").logprob())
                .isEqualTo(-2);
    }

    @Test
    void aTokenThatReachesOverTheBoundaryCounts() {
        assertThat(judge(tokens("ab", "cd", "ef", "!"), "abc", "def").logprob()).isEqualTo(-3);
    }

    @Test
    void theTokenThatBeginsTextsIsLeftOut() {
        Likelihood likelihood = judge(tokens("<s>", "The", " pump", "!"), "", "The pump");

        assertThat(likelihood.tokens()).isEqualTo(2);
        assertThat(likelihood.logprob()).isEqualTo(-3);
    }

    @Test
    void aBlankThatATokenizerPutsFirstDoesNotShiftTheBoundary() {
        assertThat(judge(tokens("<s>", " The", " pump", " is", "!"), "The pump", " is")
                        .logprob())
                .isEqualTo(-3);
    }

    @Test
    void whatTheTextBeginsBehindIsNotJudged() {
        Replay replay = tokens("<|endoftext|>", "The", " pump", "!");

        Likelihood likelihood;
        try (CompatibleLogLikelihood judge =
                builder(replay).beginning("<|endoftext|>").build()) {
            likelihood = judge.judge("", "The pump");
            assertThat(judge.conventions().beginning()).isEqualTo("text");
        }

        assertThat(likelihood.tokens()).isEqualTo(2);
        assertThat(Json.read(replay.sent().get(0).body()).path("prompt").asText())
                .isEqualTo("<|endoftext|>The pump");
    }

    @Test
    void aFirstTokenThatEndsWithinACharacterIsPartOfThePrompt() {
        ObjectNode choice = choice(0, List.of("I\uFFFD", "\uFFFD", " tea", "!"), true);
        ArrayNode offsets = Json.array().add(0).add(1).add(2).add(6);
        ((ObjectNode) choice.path("logprobs")).set("text_offset", offsets);
        Replay replay = Replay.of("application/json", answer(choice));

        Likelihood likelihood = judge(replay, "I", "\uD83C\uDF75 tea");

        assertThat(likelihood.tokens()).isEqualTo(2);
        assertThat(likelihood.logprob()).isEqualTo(-3);
    }

    @Test
    void piecesOfCharactersAreToldApartByOffsets() {
        ObjectNode choice = choice(0, List.of("<s>", "I", " ", "\uFFFD", "\uFFFD", " tea", "!"), true);
        ArrayNode offsets =
                Json.array().add(0).add(3).add(4).add(5).add(5).add(6).add(10);
        ((ObjectNode) choice.path("logprobs")).set("text_offset", offsets);
        Replay replay = Replay.of("application/json", answer(choice));

        assertThat(judge(replay, "I \uD83C\uDF75", " tea").logprob()).isEqualTo(-5);
    }

    @Test
    void sendsManyTextsAtOnceAndPutsTheChoicesInOrder() {
        Replay replay = Replay.answering(CompatibleLogLikelihoodTest::echo);
        List<Continuation> texts = List.of(
                new Continuation("a b c", " d"), new Continuation("a", " b"), new Continuation("a b", " c d e"));

        List<Likelihood> likelihoods;
        try (CompatibleLogLikelihood judge =
                builder(replay).textsPerRequest(2).withoutNewToken().build()) {
            likelihoods = judge.judge(texts, CallControl.detached());
        }

        assertThat(likelihoods).extracting(Likelihood::logprob).containsExactly(-3.0, -1.0, -9.0);
        assertThat(replay.sent()).hasSize(2);
        assertThat(Json.read(replay.sent().get(0).body()).path("prompt")).hasSize(2);
        assertThat(Json.read(replay.sent().get(0).body()).path("max_tokens").asInt())
                .isZero();
    }

    @Test
    void saysSoIfTheServerDoesNotRepeatThePrompt() {
        assertThatThrownBy(() -> judge(tokens("!"), "The pump", " is"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("repeats prompts")
                .hasMessageNotContaining("pump");
    }

    @Test
    void saysSoIfThereAreNoLogProbabilities() {
        Replay replay = Replay.of("application/json", "{\"choices\":[{\"index\":0,\"text\":\"x\",\"logprobs\":null}]}");

        assertThatThrownBy(() -> judge(replay, "The pump", " is"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("not a log-probability of each token");
    }

    @Test
    void saysSoIfThereAreFewerChoicesThanPrompts() {
        Replay replay = tokens("a", " b");

        try (CompatibleLogLikelihood judge = builder(replay).build()) {
            assertThatThrownBy(() -> judge.judge(
                            List.of(new Continuation("a", " b"), new Continuation("a", " c")), CallControl.detached()))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("1 choices for 2 prompts");
        }
    }

    @Test
    void failuresAreThoseOfTheOtherClients() {
        try (FaultServer server = FaultServer.start();
                CompatibleLogLikelihood judge = CompatibleLogLikelihood.builder(
                                CompatibleServer.VLLM.at(server.uri() + "/v1"), "tiny")
                        .connection(Connection.builder().key(KEY).build())
                        .build()) {
            server.enqueue(FaultScript.json(401, "{\"error\":{\"message\":\"bad key\",\"type\":\"invalid\"}}"));
            server.enqueue(FaultScript.json(429, "{\"error\":{\"message\":\"slow down\"}}")
                    .header("retry-after", "3"));
            server.enqueue(FaultScript.json(
                    400,
                    "{\"error\":{\"message\":\"This model's maximum context length is 2048 tokens. However, you requested"
                            + " 4000 tokens.\",\"type\":\"BadRequestError\",\"code\":400}}"));
            FaultScript whole = FaultScript.json(200, answer(choice(0, List.of("a", " b"), true)));
            server.enqueue(whole.cutAt(whole.headLength() + 20));
            server.enqueue(FaultScript.json(200, answer(choice(0, List.of("a", " b"), true))));

            assertThatThrownBy(() -> judge.judge("a", " b")).isInstanceOf(AuthenticationException.class);
            assertThatThrownBy(() -> judge.judge("a", " b")).isInstanceOf(RateLimitedException.class);
            assertThatThrownBy(() -> judge.judge("a", " b")).isInstanceOf(ContextTooLongException.class);
            assertThatThrownBy(() -> judge.judge("a", " b")).isInstanceOf(TransportException.class);
            assertThat(judge.judge("a", " b").logprob()).isEqualTo(-1);
        }
    }
}
