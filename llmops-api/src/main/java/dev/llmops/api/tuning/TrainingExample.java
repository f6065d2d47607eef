package dev.llmops.api.tuning;

import dev.llmops.api.Require;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolSpec;
import java.util.List;

/** One example from which a model learns. */
public sealed interface TrainingExample {
    /** {@return a conversation whose answers are learned} */
    static TrainingExample conversation(Message... messages) {
        return new Conversation(
                List.of(messages).stream().map(TrainingMessage::of).toList(), List.of());
    }

    /** {@return a better and a worse answer to the same conversation} */
    static TrainingExample preference(List<Message> input, Message preferred, Message rejected) {
        return new Preference(input, List.of(), List.of(preferred), List.of(rejected));
    }

    /**
     * A conversation whose answers are learned.
     *
     * @param messages the conversation; at least one message is learned
     * @param tools the tools that the assistant may call in it
     */
    record Conversation(List<TrainingMessage> messages, List<ToolSpec> tools) implements TrainingExample {
        /** Checks and copies both components. */
        public Conversation {
            messages = List.copyOf(Require.nonNull(messages, "messages"));
            tools = List.copyOf(Require.nonNull(tools, "tools"));
            Require.that(
                    messages.stream().anyMatch(TrainingMessage::learned),
                    "messages",
                    "messages must have one of the assistant that is learned");
        }

        /** Shows counts only. */
        @Override
        public String toString() {
            return "Conversation[messages=" + messages.size() + ", tools=" + tools.size() + "]";
        }
    }

    /**
     * A better and a worse answer to the same conversation.
     *
     * @param input the conversation
     * @param tools the tools that the assistant may call in it
     * @param preferred the better answer, in messages of the assistant or of tools
     * @param rejected the worse answer, in messages of the assistant or of tools
     */
    record Preference(List<Message> input, List<ToolSpec> tools, List<Message> preferred, List<Message> rejected)
            implements TrainingExample {
        /** Checks and copies all components. */
        public Preference {
            input = List.copyOf(Require.nonNull(input, "input"));
            tools = List.copyOf(Require.nonNull(tools, "tools"));
            preferred = answer(preferred, "preferred");
            rejected = answer(rejected, "rejected");
            Require.that(!input.isEmpty(), "input", "input must not be empty");
        }

        private static List<Message> answer(List<Message> messages, String argument) {
            List<Message> copy = List.copyOf(Require.nonNull(messages, argument));
            boolean answers = !copy.isEmpty()
                    && copy.stream()
                            .allMatch(message -> message.role() == Role.ASSISTANT || message.role() == Role.TOOL);
            Require.that(answers, argument, argument + " must be messages of the assistant or of tools");
            return copy;
        }

        /** Shows counts only. */
        @Override
        public String toString() {
            return "Preference[input=" + input.size() + ", tools=" + tools.size() + "]";
        }
    }
}
