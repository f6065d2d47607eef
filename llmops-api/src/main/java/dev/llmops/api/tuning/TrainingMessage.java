package dev.llmops.api.tuning;

import dev.llmops.api.Require;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;

/**
 * One message of an example.
 *
 * @param message who says what
 * @param learned whether the model shall learn to say it; always false but for the assistant
 */
public record TrainingMessage(Message message, boolean learned) {
    /** Checks both components. */
    public TrainingMessage {
        Require.nonNull(message, "message");
        Require.that(
                !learned || message.role() == Role.ASSISTANT,
                "learned",
                "only messages of the assistant can be learned, was " + message.role());
    }

    /** {@return a message that is learned if the assistant says it} */
    public static TrainingMessage of(Message message) {
        return new TrainingMessage(message, Require.nonNull(message, "message").role() == Role.ASSISTANT);
    }

    /** {@return a message that the model reads and does not learn to say} */
    public static TrainingMessage contextOnly(Message message) {
        return new TrainingMessage(message, false);
    }
}
