package dev.llmops.api.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingExampleTest {
    @Test
    void learnsWhatTheAssistantSays() {
        TrainingExample.Conversation example = (TrainingExample.Conversation)
                TrainingExample.conversation(Message.system("Be brief."), Message.user("Hi"), Message.assistant("Yo"));

        assertThat(example.messages()).extracting(TrainingMessage::learned).containsExactly(false, false, true);
    }

    @Test
    void refusesConversationsFromWhichNothingIsLearned() {
        List<TrainingMessage> messages =
                List.of(TrainingMessage.of(Message.user("Hi")), TrainingMessage.contextOnly(Message.assistant("Yo")));

        assertThatThrownBy(() -> new TrainingExample.Conversation(messages, List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("learned");
    }

    @Test
    void refusesToLearnWhatTheUserSays() {
        assertThatThrownBy(() -> new TrainingMessage(Message.user("Hi"), true))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesAnswersThatTheUserGives() {
        assertThatThrownBy(() -> TrainingExample.preference(
                        List.of(Message.user("Hi")), Message.assistant("Yo"), Message.user("No")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rejected");
    }

    @Test
    void refusesParametersOutOfRange() {
        Hyperparameters.Builder builder = Hyperparameters.builder();

        assertThatThrownBy(() -> builder.epochs(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.batchSize(257)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.learningRateMultiplier(Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.beta(0)).isInstanceOf(InvalidInputException.class);
    }
}
