package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.remote.wire.Encoding;
import java.util.EnumSet;
import java.util.Set;

/**
 * How one server's chat completions differ from the common form. Immutable: differences are data, not subclasses.
 *
 * @param provider the provider's name
 * @param path the path of the endpoint
 * @param maxTokens the member that limits the answer
 * @param systemRole the role of instructions
 * @param seed the member of the seed; empty if there is none
 * @param required the word for "must call a tool"
 * @param thinking how reasoning is asked for
 * @param thoughts the member of a message that gives reasoning back to the server; empty if it goes back nowhere
 * @param traits further differences
 * @param extension writes what only this provider takes
 */
public record ChatDialect(
        String provider,
        String path,
        String maxTokens,
        String systemRole,
        String seed,
        String required,
        Thinking thinking,
        String thoughts,
        Set<Trait> traits,
        Extension extension) {

    /** Copies the traits. */
    public ChatDialect {
        traits = Set.copyOf(traits);
    }

    /** {@return the form most servers take that are compatible with OpenAI's} */
    public static ChatDialect common(String provider) {
        return new ChatDialect(
                provider,
                "/chat/completions",
                "max_tokens",
                "system",
                "seed",
                "required",
                Thinking.PLAIN_EFFORT,
                "",
                EnumSet.of(
                        Trait.STREAM_USAGE,
                        Trait.PARALLEL_TOOL_CALLS,
                        Trait.LOGPROBS,
                        Trait.PENALTIES,
                        Trait.ENDS_WITH_DONE),
                (options, body, encoding) -> {});
    }

    /** {@return whether this server has a trait} */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** {@return this dialect for a provider of another name} */
    public ChatDialect named(String newProvider) {
        return new ChatDialect(
                newProvider, path, maxTokens, systemRole, seed, required, thinking, thoughts, traits, extension);
    }

    /** {@return this dialect at another path} */
    public ChatDialect at(String newPath) {
        return new ChatDialect(
                provider, newPath, maxTokens, systemRole, seed, required, thinking, thoughts, traits, extension);
    }

    /** {@return this dialect with other names of members} */
    public ChatDialect naming(String newMaxTokens, String newSystemRole, String newSeed, String newRequired) {
        return new ChatDialect(
                provider,
                path,
                newMaxTokens,
                newSystemRole,
                newSeed,
                newRequired,
                thinking,
                thoughts,
                traits,
                extension);
    }

    /** {@return this dialect with another way to ask for reasoning, and to give it back} */
    public ChatDialect thinking(Thinking newThinking, String newThoughts) {
        return new ChatDialect(
                provider, path, maxTokens, systemRole, seed, required, newThinking, newThoughts, traits, extension);
    }

    /** {@return this dialect with further traits} */
    public ChatDialect with(Trait first, Trait... more) {
        Set<Trait> all = EnumSet.of(first, more);
        all.addAll(traits);
        return withTraits(all);
    }

    /** {@return this dialect without some traits} */
    public ChatDialect without(Trait first, Trait... more) {
        Set<Trait> left = EnumSet.noneOf(Trait.class);
        left.addAll(traits);
        left.removeAll(EnumSet.of(first, more));
        return withTraits(left);
    }

    private ChatDialect withTraits(Set<Trait> newTraits) {
        return new ChatDialect(
                provider, path, maxTokens, systemRole, seed, required, thinking, thoughts, newTraits, extension);
    }

    /** {@return this dialect with options of its own} */
    public ChatDialect extendedBy(Extension newExtension) {
        return new ChatDialect(
                provider, path, maxTokens, systemRole, seed, required, thinking, thoughts, traits, newExtension);
    }

    /** How reasoning is asked for. */
    public enum Thinking {
        /** By {@code reasoning_effort}, one of OpenAI's words. */
        EFFORT,
        /** By {@code reasoning_effort}, which is none, low, medium or high. */
        PLAIN_EFFORT,
        /** By {@code thinking}, which is enabled or disabled. */
        SWITCH,
        /** By {@code thinking}, which is enabled or disabled, and {@code reasoning_effort} for how much. */
        SWITCH_AND_EFFORT,
        /** By {@code reasoning}, an object of effort, budget and visibility. */
        OBJECT,
        /** By {@code chat_template_kwargs.enable_thinking}, yes or no. */
        TEMPLATE,
        /** Not at all. */
        NONE
    }

    /** Something that some servers do and others do not. */
    public enum Trait {
        /** Tells its usage in streams when asked with {@code stream_options}. */
        STREAM_USAGE,
        /** Ends every stream with {@code [DONE]}, so that one without it was cut. */
        ENDS_WITH_DONE,
        /** Knows {@code parallel_tool_calls}. */
        PARALLEL_TOOL_CALLS,
        /** Knows {@code logprobs} and {@code top_logprobs}. */
        LOGPROBS,
        /** Knows the penalties for frequency and presence. */
        PENALTIES,
        /** Knows {@code top_k}. */
        TOP_K,
        /** Knows {@code prompt_cache_key}. */
        CACHE_KEY,
        /** Knows {@code cache_control} on parts. */
        CACHE_CONTROL,
        /** Stores {@code metadata}. */
        METADATA,
        /** Takes sound as {@code input_audio}. */
        AUDIO,
        /** Takes files as {@code file}. */
        FILES,
        /** Takes films as {@code video_url}. */
        VIDEO,
        /** Fetches files from an address. */
        FILE_URLS,
        /** Takes documents as {@code document_url}, and sound as a plain {@code input_audio}. */
        DOCUMENT_URL,
        /** Wants ids of tool calls of nine letters and digits. */
        SHORT_CALL_IDS,
        /** Wants reasoning back as a part of the content. */
        THINKING_PARTS,
        /** Wants reasoning back in the turn that is under way only, and where tools were called. */
        THOUGHTS_IN_TURN,
        /** Counts reasoning in the total of tokens only. */
        TOTAL_HAS_REASONING
    }

    /** Writes options that only one provider has. */
    @FunctionalInterface
    public interface Extension {
        /** Adds members to {@code body}, which has all common ones already. */
        void write(GenerationOptions options, ObjectNode body, Encoding encoding);
    }
}
