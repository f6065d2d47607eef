package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options that only the Responses API of OpenAI has. Immutable.
 *
 * <p>They go beside {@link OpenAiOptions}, whose options both APIs have. Chat completions fail with them.
 */
public final class OpenAiResponsesOptions implements ProviderOptions {
    private final List<OpenAiTool> tools;
    private final Set<String> deferred;
    private final String previousResponse;
    private final String conversation;
    private final boolean background;
    private final int resumptions;
    private final @Nullable Truncation truncation;
    private final Set<Include> includes;
    private final int maxToolCalls;
    private final @Nullable ObjectNode prompt;
    private final @Nullable Summary summary;
    private final @Nullable Thoughts thoughts;

    private OpenAiResponsesOptions(Builder builder) {
        this.tools = List.copyOf(builder.tools);
        this.deferred = Set.copyOf(builder.deferred);
        this.previousResponse = builder.previousResponse;
        this.conversation = builder.conversation;
        this.background = builder.background;
        this.resumptions = builder.resumptions;
        this.truncation = builder.truncation;
        this.includes = new LinkedHashSet<>(builder.includes);
        this.maxToolCalls = builder.maxToolCalls;
        this.prompt = builder.prompt;
        this.summary = builder.summary;
        this.thoughts = builder.thoughts;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return OpenAiClient.PROVIDER;
    }

    /** {@return how often a stream that broke is followed on} */
    int resumptions() {
        return resumptions;
    }

    /** Adds the options to the body of a call of the Responses API. */
    void write(ObjectNode body) {
        tools(body);
        if (!previousResponse.isEmpty()) {
            body.put("previous_response_id", previousResponse);
        }
        if (!conversation.isEmpty()) {
            body.put("conversation", conversation);
        }
        if (background) {
            body.put("background", true);
        }
        if (truncation != null) {
            body.put("truncation", word(truncation));
        }
        for (Include include : includes) {
            body.withArray("include").add(include.word);
        }
        if (maxToolCalls >= 0) {
            body.put("max_tool_calls", maxToolCalls);
        }
        if (prompt != null) {
            body.set("prompt", prompt.deepCopy());
        }
        if (summary != null) {
            body.withObject("/reasoning").put("summary", word(summary));
        }
        if (thoughts != null) {
            body.withObject("/reasoning").put("context", word(thoughts));
        }
    }

    private void tools(ObjectNode body) {
        for (JsonNode tool : body.path("tools")) {
            if (tool instanceof ObjectNode function && deferred.contains(Json.text(function, "name"))) {
                function.put("defer_loading", true);
            }
        }
        if (!tools.isEmpty()) {
            ArrayNode all = body.withArray("tools");
            for (int i = 0; i < tools.size(); i++) {
                all.insert(i, tools.get(i).json());
            }
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Shows the tools only. */
    @Override
    public String toString() {
        return "OpenAiResponsesOptions" + tools;
    }

    /** What is done with a conversation that is longer than the model takes. */
    public enum Truncation {
        /** OpenAI leaves out the oldest. */
        AUTO,
        /** The call fails. */
        DISABLED
    }

    /** How the model's thoughts are summed up in the answer. */
    public enum Summary {
        /** As much as the model can. */
        AUTO,
        /** Briefly. */
        CONCISE,
        /** At length. */
        DETAILED
    }

    /** Which thoughts of earlier turns the model sees again. */
    public enum Thoughts {
        /** As the model does by default. */
        AUTO,
        /** Those since the user spoke last. */
        CURRENT_TURN,
        /** All. */
        ALL_TURNS
    }

    /** Something that is part of an answer only when it is asked for. */
    public enum Include {
        /** The passages that a search of files found. */
        FILE_SEARCH_RESULTS("file_search_call.results"),
        /** What a search of the web found. */
        WEB_SEARCH_RESULTS("web_search_call.results"),
        /** The pages that a search of the web read. */
        WEB_SEARCH_SOURCES("web_search_call.action.sources"),
        /** What the interpreter printed and drew. */
        CODE_INTERPRETER_OUTPUTS("code_interpreter_call.outputs"),
        /** The addresses of the screenshots of a computer. */
        COMPUTER_SCREENSHOTS("computer_call_output.output.image_url"),
        /** The addresses of pictures in messages. */
        INPUT_IMAGES("message.input_image.image_url"),
        /** The model's thoughts, sealed, so that they can go back although OpenAI does not keep them. */
        SEALED_REASONING("reasoning.encrypted_content");

        private final String word;

        Include(String word) {
            this.word = word;
        }
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private final List<OpenAiTool> tools = new ArrayList<>();
        private final Set<String> deferred = new LinkedHashSet<>();
        private String previousResponse = "";
        private String conversation = "";
        private boolean background;
        private int resumptions;
        private @Nullable Truncation truncation;
        private final Set<Include> includes = new LinkedHashSet<>();
        private int maxToolCalls = -1;
        private @Nullable ObjectNode prompt;
        private @Nullable Summary summary;
        private @Nullable Thoughts thoughts;

        private Builder() {}

        /** Adds a tool that OpenAI runs. */
        public Builder tool(OpenAiTool tool) {
            tools.add(Require.nonNull(tool, "tool"));
            return this;
        }

        /** Holds back the descriptions of these tools of the request until {@link OpenAiTool#toolSearch} finds them. */
        public Builder deferred(String... toolNames) {
            deferred.addAll(List.of(toolNames));
            return this;
        }

        /** Continues after a response that OpenAI has kept; the messages of the request are only the new ones. */
        public Builder previousResponse(String responseId) {
            this.previousResponse = Require.nonBlank(responseId, "responseId");
            return this;
        }

        /** Continues a conversation that OpenAI keeps; the messages of the request are only the new ones. */
        public Builder conversation(String conversationId) {
            this.conversation = Require.nonBlank(conversationId, "conversationId");
            return this;
        }

        /**
         * Lets OpenAI go on when the connection breaks. The answer is followed as a stream; after a failure the id of
         * what had come, {@code failure().partial()}, finds it among {@link OpenAiClient#storedResponses}.
         */
        public Builder background() {
            this.background = true;
            return this;
        }

        /**
         * Lets OpenAI go on when the connection breaks, as {@link #background()} does, and follows the answer on: on a new
         * connection, from the event after the last one that came, without a pause and within the deadline of the call.
         *
         * <p>Nothing is run, paid or delivered twice: only the rest of the stream is asked for. OpenAI keeps what it
         * needs for that for a few minutes; then, and after so many breaks, the call fails as it does without this, with
         * the refusal of the rest as a suppressed exception.
         *
         * @param most how many breaks of one call are mended, in [1, 100]
         */
        public Builder resuming(int most) {
            this.resumptions = Require.inRange(most, 1, 100, "most");
            return background();
        }

        /** Sets what is done with a conversation that is too long. */
        public Builder truncation(Truncation truncation) {
            this.truncation = Require.nonNull(truncation, "truncation");
            return this;
        }

        /** Asks for something that is not part of an answer by itself. */
        public Builder include(Include include) {
            includes.add(Require.nonNull(include, "include"));
            return this;
        }

        /** Sets how many calls of OpenAI's own tools there may be in all, at least 0. */
        public Builder maxToolCalls(int most) {
            this.maxToolCalls = Require.inRange(most, 0, Integer.MAX_VALUE, "most");
            return this;
        }

        /** Sets a prompt that is kept at OpenAI: its id, its version or an empty text for the newest, its variables. */
        public Builder prompt(String id, String version, Map<String, String> variables) {
            ObjectNode reference = Json.object().put("id", Require.nonBlank(id, "id"));
            if (!Require.nonNull(version, "version").isEmpty()) {
                reference.put("version", version);
            }
            if (!variables.isEmpty()) {
                ObjectNode values = reference.putObject("variables");
                variables.forEach(values::put);
            }
            this.prompt = reference;
            return this;
        }

        /** Sets how thoughts are summed up; the default is not at all unless they shall be visible. */
        public Builder reasoningSummary(Summary summary) {
            this.summary = Require.nonNull(summary, "summary");
            return this;
        }

        /** Sets which thoughts of earlier turns the model sees again. */
        public Builder earlierThoughts(Thoughts thoughts) {
            this.thoughts = Require.nonNull(thoughts, "thoughts");
            return this;
        }

        /** {@return the options} */
        public OpenAiResponsesOptions build() {
            return new OpenAiResponsesOptions(this);
        }
    }
}
