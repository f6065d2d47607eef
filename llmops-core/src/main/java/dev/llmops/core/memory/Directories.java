package dev.llmops.core.memory;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Directories that only their owner may look into, and that survive a loss of power. */
final class Directories {
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private Directories() {}

    /** Creates a directory and those that lead to it, as far as they do not exist; they survive a loss of power. */
    static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            create(parent);
        }
        createOne(directory);
        if (parent != null) {
            sync(parent);
        }
    }

    /** Creates one directory unless it exists. */
    static void createOne(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, ownerOnly(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Waits until the disk has the entries of a directory. Does nothing where directories cannot be opened (Windows). */
    static void sync(Path directory) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                // A channel refuses to work for an interrupted thread; what is half done must be finished.
                interrupted |= Thread.interrupted();
                try (FileChannel channel = openOrNull(directory)) {
                    if (channel != null) {
                        channel.force(true);
                    }
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static @Nullable FileChannel openOrNull(Path directory) throws IOException {
        try {
            return FileChannel.open(directory, StandardOpenOption.READ);
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : NO_ATTRIBUTES;
    }
}
