package dev.llmops.core.memory;

import static dev.llmops.core.memory.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.core.memory.FileConversationStore.Durability;
import dev.llmops.testing.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConversationStoreTest extends ConversationStoreContract {
    @TempDir
    Path temporary;

    @Override
    ConversationStore create() {
        return FileConversationStore.builder(directory())
                .durability(Durability.OPERATING_SYSTEM)
                .open();
    }

    private Path directory() {
        return temporary.resolve("deep/conversations");
    }

    @Test
    void keepsConversationsWhenItIsOpenedAgain() {
        store.append(turn("c", 1));
        store.append(turn("c", 2));
        store.append(turn("d", 3));
        store.delete("d");
        store.close();

        store = FileConversationStore.open(directory());

        assertThat(store.newest("c", 5)).containsExactly(turn("c", 1), turn("c", 2));
        assertThat(store.conversations()).containsExactly("c");
        store.append(turn("c", 4));
        assertThat(store.newest("c", 5)).containsExactly(turn("c", 1), turn("c", 2), turn("c", 4));
    }

    @Test
    void leavesNothingOfADeletedConversationOnTheDisk() throws IOException {
        store.append(turn("c", 1));
        store.append(turn("d", 2));

        store.delete("c");

        assertThat(logs()).hasSize(1);
    }

    @Test
    void createsNoFileToRead() throws IOException {
        store.newest("c", 1);

        assertThat(logs()).isEmpty();
    }

    @Test
    void writesOnlyInsideItsDirectory() throws IOException {
        store.append(turn("../../x", 1));
        store.append(turn(temporary.resolve("y").toString(), 2));

        try (Stream<Path> entries = Files.list(temporary)) {
            assertThat(entries).containsExactly(temporary.resolve("deep"));
        }
        assertThat(logs())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches("[0-9a-f]{64}\\.log"));
    }

    @Test
    void keepsMoreConversationsThanItKeepsFilesOpen() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 150; i++) {
                store.append(turn("c" + i, round));
            }
        }

        for (int i = 0; i < 150; i++) {
            assertThat(store.newest("c" + i, 5)).containsExactly(turn("c" + i, 0), turn("c" + i, 1));
        }
    }

    @Test
    void letsOnlyOneStoreUseADirectory() throws IOException {
        Path link = temporary.resolve("link");
        Files.createSymbolicLink(link, directory());

        assertThatThrownBy(() -> FileConversationStore.open(directory()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("already open in this process")
                .hasMessageContaining(directory().toString());
        assertThatThrownBy(() -> FileConversationStore.open(link)).isInstanceOf(ConfigurationException.class);

        store.close();
        FileConversationStore.open(link).close();
    }

    @Test
    void saysThatItIsClosed() {
        store.append(turn("c", 1));
        store.close();
        store.close();

        assertThatThrownBy(() -> store.append(turn("c", 2)))
                .isInstanceOf(ConversationStoreException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void refusesAPlaceThatIsNoDirectory() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        Path withoutLock = Files.createDirectories(temporary.resolve("locked"));
        Files.createDirectory(withoutLock.resolve(".lock"));

        assertThatThrownBy(() -> FileConversationStore.open(file))
                .isInstanceOf(ConversationStoreException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> FileConversationStore.open(file.resolve("below")))
                .isInstanceOf(ConversationStoreException.class);
        assertThatThrownBy(() -> FileConversationStore.open(withoutLock))
                .isInstanceOf(ConversationStoreException.class);
    }

    @Test
    void namesTheFileThatCannotBeUsed() throws IOException {
        store.append(turn("secret name", 1));
        store.close();
        Path log = logs().get(0);
        Files.delete(log);
        Files.createDirectory(log);
        store = create();

        assertThatThrownBy(() -> store.newest("secret name", 1))
                .isInstanceOf(ConversationStoreException.class)
                .hasMessageContaining(log.toString())
                .hasMessageNotContaining("secret");
        store.append(turn("other", 2));
        assertThat(store.newest("other", 1)).hasSize(1);
    }

    @Test
    void letsOnlyTheOwnerLookIntoItsDirectories() throws IOException {
        assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX");
        store.append(turn("c", 1));

        for (Path directory : List.of(directory(), logs().get(0).resolveSibling(""))) {
            assertThat(Files.getPosixFilePermissions(directory))
                    .containsExactlyInAnyOrder(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE);
        }
    }

    @Test
    void writesWhatIsUnderWayWhenItsThreadIsInterrupted() {
        store.close();
        store = FileConversationStore.open(directory());

        Thread.currentThread().interrupt();
        store.append(turn("c", 1));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(store.newest("c", 5)).containsExactly(turn("c", 1));
    }

    @Test
    void refusesTurnsThatCannotBeWritten() throws IOException {
        Content deep = Content.text("bottom");
        for (int i = 0; i < 600; i++) {
            deep = new Content.ToolResult("id", "tool", List.of(deep), false);
        }
        Message message = Message.of(Role.TOOL, List.of(deep));

        assertThatThrownBy(() -> store.append(turn("c", 1, message))).isInstanceOf(InvalidInputException.class);
        assertThat(logs()).isEmpty();
    }

    @Test
    void worksForAMemory() {
        ConversationMemory memory =
                ConversationMemory.builder().store(store).turns(1).build();
        Message result = Message.tool(Content.ToolResult.of(new ToolCall("a", "clock", "{}"), "noon"));
        memory.remember(turn("c", 1, Message.user("time?"), Turns.call("a"), result), TestContext.create());
        memory.close();

        store = create();
        ConversationMemory again =
                ConversationMemory.builder().store(store).turns(1).build();
        assertThat(again.recall(Prompt.builder("now?").conversation("c").build(), TestContext.create()))
                .containsExactly(Message.user("time?"), Turns.call("a"), result);
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(directory())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
