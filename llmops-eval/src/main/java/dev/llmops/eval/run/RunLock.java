package dev.llmops.eval.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes sure that one run at a time writes to a directory. The operating system gives it up with the process. */
final class RunLock {
    private static final String FILE = "lock";

    /**
     * The directories locked by this process. Static because a lock of POSIX belongs to the process: closing a second
     * channel on the file would give the first one's lock up.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private RunLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static RunLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            throw taken(directory);
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
                throw taken(directory);
            }
            return new RunLock(real, channel);
        } finally {
            if (!acquired) {
                HELD.remove(real);
            }
        }
    }

    void release() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(directory);
        }
    }

    private static RunDirectoryException taken(Path directory) {
        return new RunDirectoryException(
                directory, "another run writes to it. Wait for its end or use another directory.", null);
    }
}
