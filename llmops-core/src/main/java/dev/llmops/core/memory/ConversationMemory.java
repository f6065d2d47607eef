package dev.llmops.core.memory;

import dev.llmops.api.Require;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A memory that recalls the newest turns of a conversation and keeps all of them.
 *
 * <p>A turn is recalled whole or not at all, so that a tool call and its result stay together; halves
 * of pairs that were stored in different turns are never recalled without each other, and a call is recalled without its
 * result only for the prompt that brings it. System messages
 * are always recalled. A call without a conversation recalls nothing.
 *
 * <p>With a limit of tokens, a turn that alone is larger is left out, and the record of the call says
 * so; the limit is never exceeded unless system messages alone exceed it.
 *
 * <p>Safe for concurrent use: turns of one conversation are stored one after another, those of
 * different conversations side by side.
 */
public final class ConversationMemory implements Memory, AutoCloseable {
    private final ConversationStore store;
    private final Window window;
    private final ConversationLocks locks = new ConversationLocks();

    private ConversationMemory(Builder builder) {
        this.store = Optional.ofNullable(builder.store).orElseGet(ConversationStore::inMemory);
        this.window = new Window(
                builder.turns,
                builder.tokens,
                builder.firstTurns,
                new MessageTokens(builder.counter, builder.tokensPerAttachment));
    }

    /** {@return a memory of the last {@code turns} turns, which forgets everything when the process ends} */
    public static ConversationMemory window(int turns) {
        return builder().turns(turns).build();
    }

    /** {@return a memory of as many turns as have {@code tokens} tokens, which forgets everything when the process ends} */
    public static ConversationMemory tokenWindow(int tokens) {
        return builder().tokens(tokens).build();
    }

    /** {@return a builder of a memory; without further settings it recalls everything} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public List<Message> recall(Prompt prompt, StageContext context) {
        return prompt.conversation()
                .map(conversation -> window.recall(store, conversation, prompt.attachments(), context))
                .orElse(List.of());
    }

    @Override
    public void remember(Turn turn, StageContext context) {
        locks.whileAlone(turn.conversation(), () -> {
            store.append(turn);
            return turn;
        });
    }

    /** Forgets a conversation for good. A call of it that is under way may begin it anew. */
    public void forget(String conversation) {
        locks.whileAlone(Require.nonBlank(conversation, "conversation"), () -> {
            store.delete(conversation);
            return conversation;
        });
    }

    /** Closes the store. */
    @Override
    public void close() {
        store.close();
    }

    /** Collects what a memory is made of. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable ConversationStore store;
        private int turns = Window.UNLIMITED;
        private int tokens = Window.UNLIMITED;
        private int firstTurns;
        private TokenCounter counter = TokenCounter.estimating();
        private int tokensPerAttachment = 1500;

        private Builder() {}

        /** Sets where turns are kept; the memory closes it. Otherwise {@link ConversationStore#inMemory()}. */
        public Builder store(ConversationStore store) {
            this.store = Require.nonNull(store, "store");
            return this;
        }

        /** Sets how many of the newest turns are recalled, at least one. */
        public Builder turns(int turns) {
            this.turns = Require.inRange(turns, 1, Integer.MAX_VALUE, "turns");
            return this;
        }

        /** Sets how many tokens may be recalled, at least one. With {@link #turns} both limits hold. */
        public Builder tokens(int tokens) {
            this.tokens = Require.inRange(tokens, 1, Integer.MAX_VALUE - 1, "tokens");
            return this;
        }

        /** Sets how many turns from the beginning of the conversation are recalled besides the newest ones. */
        public Builder firstTurns(int firstTurns) {
            this.firstTurns = Require.inRange(firstTurns, 0, Integer.MAX_VALUE, "firstTurns");
            return this;
        }

        /** Sets what counts tokens. Otherwise {@link TokenCounter#estimating()}. */
        public Builder counter(TokenCounter counter) {
            this.counter = Require.nonNull(counter, "counter");
            return this;
        }

        /** Sets what a picture, sound or file counts for. Otherwise 1,500 tokens, as for a large picture. */
        public Builder tokensPerAttachment(int tokens) {
            this.tokensPerAttachment = Require.inRange(tokens, 0, Integer.MAX_VALUE, "tokensPerAttachment");
            return this;
        }

        /** {@return the memory} */
        public ConversationMemory build() {
            return new ConversationMemory(this);
        }
    }
}
