package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.BaseAddress;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.BinaryAnswer;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import dev.llmops.remote.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges texts by a model on a server whose plain completions repeat the prompt with log-probabilities: vLLM, SGLang,
 * the server of llama-cpp-python, and others that take {@code echo} and {@code logprobs} at {@code /completions}.
 *
 * <p>Servers of chat models do not tell how likely a given text is. White space at the end of a context is judged with
 * the text. The server tokenises, so a text is what its tokens are that reach behind the end of the context. The first
 * token of all has no probability: set {@link Builder#beginning} where texts without a context are judged and the
 * server puts no token before them. Texts that are longer than the context of the model fail; they are not judged in
 * windows.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close it when it is no
 * longer used.
 */
public final class CompatibleLogLikelihood implements LogLikelihood, AutoCloseable {
    private static final int TEXTS = 16;

    private final String model;
    private final String beginning;
    private final int written;
    private final int textsPerRequest;
    private final ProviderLink link;

    private CompatibleLogLikelihood(Builder builder) {
        CompatibleServer server = builder.server;
        Credentials credentials = builder.connection
                .credentials()
                .orElseGet(() -> server.keyVariable().isEmpty()
                        ? Credentials.none()
                        : Credentials.environment(server.keyVariable()));
        this.model = builder.model;
        this.beginning = builder.beginning;
        this.written = builder.written;
        this.textsPerRequest = builder.textsPerRequest;
        this.link = new ProviderLink(
                server.name(), BaseAddress.of(server.baseUri()), Authorizer.bearer(credentials), builder.connection);
    }

    /** {@return a builder of a judge that is {@code model}; the address goes up to where {@code /completions} begins} */
    public static Builder builder(CompatibleServer server, String model) {
        return new Builder(server, model);
    }

    /**
     * {@return how likely each text is after its context, in order}
     *
     * @throws dev.llmops.api.model.ProviderException if the server cannot be reached or refuses, or if its answer tells
     *     no log-probabilities of prompts
     */
    @Override
    public List<Likelihood> judge(List<Continuation> continuations, CallControl control) {
        List<Continuation> all = List.copyOf(Require.nonNull(continuations, "continuations"));
        Require.nonNull(control, "control");
        List<Likelihood> likelihoods = new ArrayList<>(all.size());
        for (int start = 0; start < all.size(); start += textsPerRequest) {
            likelihoods.addAll(part(all.subList(start, Math.min(all.size(), start + textsPerRequest)), control));
        }
        return likelihoods;
    }

    private List<Likelihood> part(List<Continuation> continuations, CallControl control) {
        List<Prompt> prompts = continuations.stream().map(this::prompt).toList();
        BinaryAnswer answer = link.bytes(RemoteCall.post(request(prompts), model), control);
        try {
            return likelihoods(prompts, Json.read(new String(answer.body(), StandardCharsets.UTF_8)));
        } catch (MalformedAnswerException e) {
            String advice = e.sentence() + " Check that this server repeats prompts with log-probabilities.";
            throw link.malformed(answer, new MalformedAnswerException(e.code(), advice), model);
        }
    }

    private Prompt prompt(Continuation continuation) {
        String context = continuation.context();
        String start = context.isEmpty() ? beginning : context;
        int from =
                context.isEmpty() ? beginning.length() : context.stripTrailing().length();
        return new Prompt(start + continuation.text(), from);
    }

    private WireRequest request(List<Prompt> prompts) {
        ObjectNode body = Json.object().put("model", model);
        if (prompts.size() == 1) {
            body.put("prompt", prompts.get(0).text());
        } else {
            ArrayNode texts = body.putArray("prompt");
            prompts.forEach(prompt -> texts.add(prompt.text()));
        }
        body.put("max_tokens", written).put("temperature", 0).put("logprobs", 1).put("echo", true);
        return new WireRequest("/completions", body, Framing.WHOLE);
    }

    private static List<Likelihood> likelihoods(List<Prompt> prompts, JsonNode answer) {
        JsonNode choices = answer.path("choices");
        if (choices.size() != prompts.size()) {
            throw new MalformedAnswerException(
                    "wrong-count", "The answer has " + choices.size() + " choices for " + prompts.size() + " prompts.");
        }
        List<JsonNode> ordered = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            ordered.add(choice(choices, i));
        }
        List<Likelihood> likelihoods = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Prompt prompt = prompts.get(i);
            likelihoods.add(new EchoedPrompt(prompt.text(), ordered.get(i)).behind(prompt.from()));
        }
        return likelihoods;
    }

    private static JsonNode choice(JsonNode choices, int index) {
        for (JsonNode choice : choices) {
            if (Json.integer(choice, "index").orElse(-1) == index) {
                return choice;
            }
        }
        throw MalformedAnswerException.without("choice " + index);
    }

    @Override
    public Conventions conventions() {
        return new Conventions(beginning.isEmpty() ? "server" : "text", "offsets", "server");
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return "CompatibleLogLikelihood[" + model + " of " + link + "]";
    }

    /**
     * What is sent for one text.
     *
     * @param text context and text
     * @param from where the judged part begins
     */
    private record Prompt(String text, int from) {
        /** Shows lengths only. */
        @Override
        public String toString() {
            return "Prompt[" + text.length() + " characters, from " + from + "]";
        }
    }

    /** Collects the settings of a judge. Not safe for concurrent use. */
    public static final class Builder {
        private final CompatibleServer server;
        private final String model;
        private Connection connection = Connection.defaults();
        private String beginning = "";
        private int written = 1;
        private int textsPerRequest = TEXTS;

        private Builder(CompatibleServer server, String model) {
            this.server = Require.nonNull(server, "server");
            this.model = Require.nonBlank(model, "model");
        }

        /** Sets how the server is reached. */
        public Builder connection(Connection connection) {
            this.connection = Require.nonNull(connection, "connection");
            return this;
        }

        /**
         * Sets what a text without a context begins behind, such as {@code "<|endoftext|>"}: the text of the token with
         * which the model was taught that texts begin. Nothing unless set, which is right for servers that put that token
         * there themselves.
         */
        public Builder beginning(String text) {
            this.beginning = Require.nonNull(text, "text");
            return this;
        }

        /** Sets how many texts are sent at once, 16 unless set; 1 for servers that take no list of prompts. */
        public Builder textsPerRequest(int most) {
            this.textsPerRequest = Require.inRange(most, 1, 10_000, "most");
            return this;
        }

        /**
         * Asks for no new token. Every server takes a request for one, which is left out; some take {@code max_tokens} of
         * 0, which saves a step, and others take 0 for no limit.
         */
        public Builder withoutNewToken() {
            this.written = 0;
            return this;
        }

        /** {@return the judge} */
        public CompatibleLogLikelihood build() {
            return new CompatibleLogLikelihood(this);
        }
    }
}
