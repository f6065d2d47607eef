package dev.llmops.core.provider;

import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.core.memory.ConversationStore;
import dev.llmops.core.memory.FileConversationStore;
import dev.llmops.core.memory.FileConversationStore.Durability;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes the memory that pipeline files call {@code conversation-memory}.
 *
 * <p>Settings, all optional: {@code turns}, {@code tokens} and {@code first} limit what is recalled;
 * {@code directory} keeps turns in files, with {@code durability} {@code every-turn} or
 * {@code operating-system}; without it {@code conversations} limits how many are kept in memory.
 */
public final class ConversationMemoryProvider implements StageProvider<Memory> {
    @Override
    public Class<Memory> stage() {
        return Memory.class;
    }

    @Override
    public String name() {
        return "conversation-memory";
    }

    @Override
    public String description() {
        return "Recalls the newest turns of a conversation, limited by turns, tokens or both.";
    }

    @Override
    public Memory create(StageConfig config) {
        ConversationMemory.Builder memory = ConversationMemory.builder();
        config.integer("turns").ifPresent(memory::turns);
        config.integer("tokens").ifPresent(memory::tokens);
        config.integer("first").ifPresent(memory::firstTurns);
        Optional<Path> directory = config.path("directory");
        Optional<Durability> durability = config.constant("durability", Durability.class);
        Optional<Integer> conversations = config.integer("conversations");
        if (directory.isEmpty() && durability.isPresent()) {
            throw config.problem("durability", "needs a directory to keep turns in");
        }
        if (directory.isPresent() && conversations.isPresent()) {
            throw config.problem("conversations", "limits a memory without a directory only");
        }
        conversations.map(ConversationStore::inMemory).ifPresent(memory::store);
        directory.ifPresent(path -> memory.store(FileConversationStore.builder(path)
                .durability(durability.orElse(Durability.EVERY_TURN))
                .open()));
        return memory.build();
    }
}
