package dev.llmops.core.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Makes sure that one owner at a time uses a directory.
 *
 * <p>The operating system gives the lock up when the process ends, however it ends.
 */
public final class DirectoryLock implements Closeable {
    /**
     * The files locked by this process. Static because the lock of the operating system belongs
     * to the process: where it is POSIX's, closing a second channel on the file would give the first one's
     * lock up, so that the file must not even be opened again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * {@return the lock of a directory that exists}
     *
     * @param file the name of the file in {@code directory} that is locked; it is made if it is not there, and stays
     * @param taken what to throw if somebody else has the lock, made of the holder: "this process" or "another process"
     */
    public static DirectoryLock acquire(Path directory, String file, Function<String, ? extends RuntimeException> taken)
            throws IOException {
        Path locked = directory.toRealPath().resolve(file);
        if (!HELD.add(locked)) {
            throw taken.apply("this process");
        }
        boolean acquired = false;
        try {
            FileChannel channel = FileChannel.open(locked, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                acquired = channel.tryLock() != null;
            } catch (OverlappingFileLockException e) {
                // Held by this library, loaded a second time by another class loader of the process.
                throw taken.apply("this process");
            } finally {
                if (!acquired) {
                    channel.close();
                }
            }
            if (!acquired) {
                throw taken.apply("another process");
            }
            return new DirectoryLock(locked, channel);
        } finally {
            if (!acquired) {
                HELD.remove(locked);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
