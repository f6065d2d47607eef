package dev.llmops.eval.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read, there whole or not at all. */
final class RunFiles {
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private RunFiles() {}

    /** Creates {@code directory} and those that lead to it, as far as they do not exist. */
    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    }

    /** Creates {@code file}, which only its owner may read, unless it exists. */
    static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, ownerOnly(file, "rw-------"));
            sync(file.resolveSibling(""), StandardOpenOption.READ);
        }
    }

    /** Deletes what {@link #replace} was writing to {@code file} when a process ended. */
    static void deleteRemains(Path file) throws IOException {
        try (DirectoryStream<Path> remains =
                Files.newDirectoryStream(file.resolveSibling(""), "." + file.getFileName() + "*.tmp")) {
            for (Path each : remains) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NO_ATTRIBUTES;
    }

    /** Replaces {@code file}: whoever reads it, after whatever end of the process, sees the old text or the new one. */
    static void replace(Path file, String text, boolean durable) throws IOException {
        Path written = temporary(file);
        try {
            Files.write(written, text.getBytes(StandardCharsets.UTF_8));
            if (durable) {
                moveDurably(written, file);
            } else {
                move(written, file);
            }
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** {@return a new file beside {@code file}, to be moved there when it is written} */
    static Path temporary(Path file) throws IOException {
        return Files.createTempFile(file.resolveSibling(""), "." + file.getFileName(), ".tmp");
    }

    /** Puts {@code written} in the place of {@code file}, so that a loss of power leaves one of both whole. */
    static void moveDurably(Path written, Path file) throws IOException {
        sync(written, StandardOpenOption.WRITE);
        move(written, file);
        sync(file.resolveSibling(""), StandardOpenOption.READ);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows does not open directories; it keeps their entries without being asked.
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }
}
