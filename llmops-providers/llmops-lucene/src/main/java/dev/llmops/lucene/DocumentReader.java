package dev.llmops.lucene;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.grounding.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads files as documents: Markdown, AsciiDoc, plain text, HTML and PDF, told by how the name ends.
 *
 * <p>The text of Markdown, AsciiDoc and plain text is that of the file, character by character. HTML
 * becomes Markdown, whose {@link Document#sourceMap()} leads back to the file; PDF becomes its text
 * with a form feed after every page but the last. HTML needs the artifact {@code org.jsoup:jsoup} and
 * PDF {@code org.apache.pdfbox:pdfbox}. Safe for concurrent use.
 */
public final class DocumentReader {
    private static final DocumentReader STANDARD = new DocumentReader();

    private DocumentReader() {}

    /** {@return a reader of all formats} */
    public static DocumentReader standard() {
        return STANDARD;
    }

    /**
     * {@return the document in {@code file}, with the path as it was given for its id}
     *
     * @throws InvalidInputException if there is no such file, or it is not what its name says
     * @throws dev.llmops.api.ConfigurationException if the artifact is missing that reads its format
     */
    public Document read(Path file) {
        return read(slashes(Require.nonNull(file, "file")), file);
    }

    /**
     * {@return the document that {@code content} holds}
     *
     * @param id the id of the document, whose ending tells the format
     * @param content the bytes of the file
     */
    public Document read(String id, byte[] content) {
        Require.nonBlank(id, "id");
        Require.nonNull(content, "content");
        FileFormat format = FileFormat.of(id)
                .orElseThrow(() -> new InvalidInputException(
                        "file",
                        "The format of " + id + " is not known. Known endings: " + FileFormat.allEndings()
                                + ". Read it yourself and give Document.of(id, text)."));
        return parse(id, format, content).build();
    }

    /**
     * {@return the documents in a directory and those below it, in the order of their paths}
     *
     * <p>Ids are paths from {@code directory} on, with slashes. Hidden files and files of other formats are
     * left out.
     */
    public List<Document> readAll(Path directory) {
        Require.nonNull(directory, "directory");
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> sorted =
                    files.filter(file -> isReadable(directory, file)).sorted().toList();
            for (Path file : sorted) {
                documents.add(read(slashes(directory.relativize(file)), file));
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(directory, e);
        }
        return documents;
    }

    private static boolean isReadable(Path directory, Path file) {
        for (Path part : directory.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return FileFormat.of(file).isPresent() && Files.isRegularFile(file);
    }

    private Document read(String id, Path file) {
        if (Files.notExists(file)) {
            throw unreadable(file, new NoSuchFileException(file.toString()));
        }
        FileFormat format = FileFormat.of(file)
                .orElseThrow(() -> new InvalidInputException(
                        "file",
                        "The format of " + file + " is not known. Known endings: " + FileFormat.allEndings()
                                + ". Read it yourself and give Document.of(id, text)."));
        try {
            byte[] content = Files.readAllBytes(file);
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            return parse(id, format, content)
                    .location(file.toString())
                    .modified(modified)
                    .build();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Document.Builder parse(String id, FileFormat format, byte[] content) {
        return switch (format) {
            case MARKDOWN, ASCIIDOC, TEXT -> TextFormat.parse(id, format, content);
            case HTML -> OptionalFormat.HTML.parse(id, content);
            case PDF -> OptionalFormat.PDF.parse(id, content);
        };
    }

    private static InvalidInputException unreadable(Path file, Exception cause) {
        boolean missing = cause instanceof NoSuchFileException;
        InvalidInputException failure = new InvalidInputException(
                "file",
                missing
                        ? "There is no file " + file + ". Check the path."
                        : file + " cannot be read. Check that it is a file of yours and its rights.");
        failure.initCause(cause);
        return failure;
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
