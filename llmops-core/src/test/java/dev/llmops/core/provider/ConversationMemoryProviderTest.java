package dev.llmops.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.model.Message;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.core.memory.ConversationMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationMemoryProviderTest {
    private static final Map<String, Object> LIMITS = Map.of("turns", 1, "tokens", 500, "first", 0, "conversations", 2);

    private final ConversationMemoryProvider provider = new ConversationMemoryProvider();

    @Test
    void makesAMemoryWithLimits() {
        StageConfig config = StageConfig.of(LIMITS);

        Memory memory = provider.create(config);

        memory.remember(turn(1), StageContext.detached());
        memory.remember(turn(2), StageContext.detached());
        assertThat(recall(memory)).extracting(Message::text).containsExactly("question 2", "answer 2");
        assertThat(config.unread()).isEmpty();
    }

    @Test
    void makesAMemoryInFiles(@TempDir Path directory) {
        Map<String, Object> settings =
                Map.of("directory", directory.resolve("c").toString(), "durability", "operating-system");
        try (ConversationMemory memory = (ConversationMemory) provider.create(StageConfig.of(settings))) {
            memory.remember(turn(1), StageContext.detached());
        }

        try (ConversationMemory memory = (ConversationMemory) provider.create(StageConfig.of(settings))) {
            assertThat(recall(memory)).hasSize(2);
        }
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        StageConfig durability = StageConfig.of(Map.of("durability", "every-turn"));
        StageConfig conversations = StageConfig.of(Map.of("directory", "x", "conversations", 5));

        assertThatThrownBy(() -> provider.create(durability))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"durability\" needs a directory");
        assertThatThrownBy(() -> provider.create(conversations)).isInstanceOf(ConfigurationException.class);
    }

    private static Turn turn(int number) {
        List<Message> messages = List.of(Message.user("question " + number), Message.assistant("answer " + number));
        return new Turn("c", "call-" + number, Instant.EPOCH.plusSeconds(number), messages);
    }

    private static List<Message> recall(Memory memory) {
        return memory.recall(Prompt.builder("now?").conversation("c").build(), StageContext.detached());
    }
}
