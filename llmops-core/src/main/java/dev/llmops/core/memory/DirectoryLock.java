package dev.llmops.core.memory;

import dev.llmops.api.ConfigurationException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes sure that one store at a time uses a directory.
 *
 * <p>The operating system gives the lock up when the process ends, however it ends.
 */
final class DirectoryLock implements Closeable {
    private static final String FILE = ".lock";

    /**
     * The directories locked by this process. Static because the lock of the operating system belongs
     * to the process: where it is POSIX's, closing a second channel on the file would give the first one's
     * lock up, so that the file must not even be opened again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * {@return the lock of a directory that exists}
     *
     * @throws ConfigurationException if another store has it
     */
    static DirectoryLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            throw taken(directory, "this process");
        }
        boolean acquired = false;
        try {
            FileChannel channel =
                    FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                acquired = channel.tryLock() != null;
            } finally {
                if (!acquired) {
                    channel.close();
                }
            }
            if (!acquired) {
                throw taken(directory, "another process");
            }
            return new DirectoryLock(real, channel);
        } finally {
            if (!acquired) {
                HELD.remove(real);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(directory);
        }
    }

    private static ConfigurationException taken(Path directory, String holder) {
        return new ConfigurationException("The conversation store in " + directory + " is already open in " + holder
                + ". Close it there, share it, or use another directory.");
    }
}
