package dev.llmops.remote.openai;

import dev.llmops.api.model.GenerationOptions;
import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatDialect.Extension;
import dev.llmops.remote.chat.ChatDialect.Thinking;
import dev.llmops.remote.chat.ChatDialect.Trait;
import java.util.Set;

/** How the servers differ that are compatible with OpenAI. */
final class CompatibleDialects {
    private static final Set<String> WITH_TABLE = Set.of("deepseek");

    private CompatibleDialects() {}

    static boolean hasTable(String name) {
        return WITH_TABLE.contains(name);
    }

    /** {@return what writes the members that a caller names} */
    private static Extension ownOptions(String name) {
        return (options, body, encoding) -> options.providerOptions().stream()
                .filter(each ->
                        each instanceof CompatibleOptions && each.provider().equals(name))
                .forEach(each -> ((CompatibleOptions) each).write(body));
    }

    /** {@return the dialect of a server of which nothing is known, not even whether it says when it is done} */
    static ChatDialect unknown(String name) {
        return common(name).without(Trait.ENDS_WITH_DONE);
    }

    private static ChatDialect common(String name) {
        return ChatDialect.common(name).extendedBy(ownOptions(name));
    }

    private static Extension and(ChatDialect dialect, Extension more) {
        return (options, body, encoding) -> {
            more.write(options, body, encoding);
            dialect.extension().write(options, body, encoding);
        };
    }

    private static boolean asksForLogprobs(GenerationOptions options) {
        return options.logprobs() >= 0;
    }

    static ChatDialect groq() {
        ChatDialect dialect = common("groq")
                .naming("max_completion_tokens", "system", "seed", "required")
                .without(Trait.LOGPROBS);
        return dialect.extendedBy(and(
                dialect,
                (options, body, encoding) ->
                        options.providerOptions(GroqOptions.class).ifPresent(own -> own.write(body))));
    }

    static ChatDialect openRouter() {
        ChatDialect dialect = common("openrouter")
                .thinking(Thinking.OBJECT, "")
                .with(Trait.TOP_K, Trait.CACHE_CONTROL, Trait.AUDIO, Trait.FILES, Trait.FILE_URLS, Trait.VIDEO);
        return dialect.extendedBy(and(
                dialect,
                (options, body, encoding) ->
                        options.providerOptions(OpenRouterOptions.class).ifPresent(own -> own.write(body))));
    }

    static ChatDialect deepSeek() {
        return common("deepseek")
                .naming("max_tokens", "system", "", "required")
                .thinking(Thinking.SWITCH, "reasoning_content")
                .with(Trait.THOUGHTS_IN_TURN)
                .without(Trait.PARALLEL_TOOL_CALLS);
    }

    static ChatDialect together() {
        ChatDialect dialect = common("together").with(Trait.TOP_K);
        return dialect.extendedBy(and(dialect, (options, body, encoding) -> {
            if (asksForLogprobs(options)) {
                // Here the member is the number of alternatives, not a yes or no.
                body.put("logprobs", Math.max(1, options.logprobs())).remove("top_logprobs");
            }
        }));
    }

    static ChatDialect fireworks() {
        return common("fireworks").with(Trait.TOP_K);
    }

    static ChatDialect cerebras() {
        return common("cerebras")
                .naming("max_completion_tokens", "system", "seed", "required")
                .thinking(Thinking.PLAIN_EFFORT, "reasoning")
                .without(Trait.PENALTIES);
    }

    static ChatDialect xai() {
        return common("xai")
                .naming("max_completion_tokens", "system", "seed", "required")
                .with(Trait.TOTAL_HAS_REASONING);
    }

    static ChatDialect zai() {
        return common("zai")
                .thinking(Thinking.SWITCH_AND_EFFORT, "reasoning_content")
                .with(Trait.THOUGHTS_IN_TURN);
    }

    static ChatDialect gemini() {
        return common("gemini-openai").with(Trait.AUDIO, Trait.TOTAL_HAS_REASONING);
    }

    static ChatDialect snowflake() {
        return common("snowflake").naming("max_completion_tokens", "system", "seed", "required");
    }

    static ChatDialect vllm() {
        ChatDialect dialect =
                common("vllm").thinking(Thinking.TEMPLATE, "").with(Trait.TOP_K, Trait.AUDIO, Trait.VIDEO);
        return dialect.extendedBy(and(
                dialect,
                (options, body, encoding) ->
                        options.providerOptions(VllmOptions.class).ifPresent(own -> own.write(body))));
    }

    static ChatDialect llamaCpp() {
        ChatDialect dialect = common("llamacpp").thinking(Thinking.TEMPLATE, "").with(Trait.TOP_K, Trait.AUDIO);
        return dialect.extendedBy(and(
                dialect,
                (options, body, encoding) ->
                        options.providerOptions(LlamaCppOptions.class).ifPresent(own -> own.write(body))));
    }

    static ChatDialect lmStudio() {
        return common("lm-studio").with(Trait.TOP_K);
    }

    static ChatDialect sglang() {
        return common("sglang").thinking(Thinking.TEMPLATE, "").with(Trait.TOP_K);
    }

    static ChatDialect tgi() {
        return common("tgi").thinking(Thinking.NONE, "").without(Trait.PARALLEL_TOOL_CALLS);
    }

    static ChatDialect transformersServe() {
        // It answers 422 to every member that it does not use.
        return common("hf-transformers-serve")
                .thinking(Thinking.NONE, "")
                .without(Trait.STREAM_USAGE, Trait.PARALLEL_TOOL_CALLS, Trait.LOGPROBS, Trait.ENDS_WITH_DONE);
    }
}
