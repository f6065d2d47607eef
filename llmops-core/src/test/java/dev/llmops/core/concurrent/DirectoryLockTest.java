package dev.llmops.core.concurrent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
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

    private DirectoryLock acquire(String file) throws IOException {
        return DirectoryLock.acquire(directory, file, holder -> new IllegalStateException("held by " + holder));
    }
}
