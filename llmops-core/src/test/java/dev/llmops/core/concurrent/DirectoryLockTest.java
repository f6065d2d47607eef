package dev.llmops.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path directory;

    @Test
    void refusesASecondOwnerUntilTheFirstOneCloses() throws IOException {
        try (DirectoryLock first = acquire("lock")) {
            assertThatThrownBy(() -> acquire("lock"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("held by this process");
        }

        acquire("lock").close();
    }

    @Test
    void leavesOtherLocksOfTheSameDirectoryAlone() throws IOException {
        try (DirectoryLock store = acquire(".lock");
                DirectoryLock run = acquire("lock")) {
            assertThatThrownBy(() -> acquire("lock")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesWhatThisProcessHoldsThroughAnotherClassLoader() throws IOException {
        // What the library does when it is loaded twice: the set of its own locks is another one.
        try (FileChannel elsewhere = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = elsewhere.lock()) {
            assertThatThrownBy(() -> acquire("lock"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("held by this process");
            assertThat(held.isValid()).isTrue();
        }

        acquire("lock").close();
    }

    private DirectoryLock acquire(String file) throws IOException {
        return DirectoryLock.acquire(directory, file, holder -> new IllegalStateException("held by " + holder));
    }
}
