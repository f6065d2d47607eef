package dev.llmops.lucene;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of known formats in a directory and those below it, and what cannot be looked into.
 *
 * <p>Hidden files and directories are left out. Links to files are followed, links to directories are not,
 * so that no walk is endless. Not safe for concurrent use.
 */
final class ReadableFiles extends SimpleFileVisitor<Path> {
    private final Path start;
    private final List<Path> files = new ArrayList<>();
    private final Map<Path, IOException> closed = new TreeMap<>();

    private ReadableFiles(Path start) {
        this.start = start;
    }

    /** {@return what is in {@code directory}} */
    static ReadableFiles in(Path directory) throws IOException {
        ReadableFiles found = new ReadableFiles(directory);
        Files.walkFileTree(directory, found);
        Collections.sort(found.files);
        return found;
    }

    /** {@return the files, in the order of their paths} */
    List<Path> files() {
        return files;
    }

    /** {@return the directories below the first one that could not be listed, and why} */
    Map<Path, IOException> closed() {
        return closed;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return !directory.equals(start) && isHidden(directory)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!isHidden(file) && FileFormat.of(file).isPresent() && isFile(file)) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
        return failed(file, problem);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) throws IOException {
        return problem == null ? FileVisitResult.CONTINUE : failed(directory, problem);
    }

    private FileVisitResult failed(Path file, IOException problem) throws IOException {
        if (file.equals(start)) {
            throw problem;
        }
        if (!isHidden(file)) {
            closed.put(file, problem);
        }
        return FileVisitResult.CONTINUE;
    }

    /** A link that leads nowhere counts: it is a document that is missing. Pipes do not: reading one may never end. */
    private static boolean isFile(Path file) {
        return Files.isRegularFile(file) || !Files.exists(file);
    }

    private static boolean isHidden(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
