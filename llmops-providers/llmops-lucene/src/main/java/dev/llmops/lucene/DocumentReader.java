package dev.llmops.lucene;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.grounding.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

    /** What an array can hold. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

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
     * left out. Nothing is returned if one of the files cannot be read;
     * {@link #readAll(Path, Consumer)} goes on.
     *
     * @throws InvalidInputException if there is no such directory, or for the first file that cannot be read
     * @throws dev.llmops.api.ConfigurationException if the artifact is missing that reads a format
     */
    public List<Document> readAll(Path directory) {
        return readAll(directory, file -> {
            throw file.reason();
        });
    }

    /**
     * {@return the documents in a directory and those below it that can be read, in the order of their paths}
     *
     * <p>Every other file of a known format is told to {@code unreadable}, and so is a directory that cannot
     * be listed. To collect them, give {@code list::add}; to stop, throw.
     *
     * <pre>{@code
     * List<UnreadableFile> missing = new ArrayList<>();
     * index.addAll(DocumentReader.standard().readAll(Path.of("manuals"), missing::add));
     * }</pre>
     *
     * @param unreadable is told each file that is not among the documents; what it throws ends the reading
     * @throws InvalidInputException if there is no such directory
     * @throws dev.llmops.api.ConfigurationException if the artifact is missing that reads a format, since then
     *     no file of the format can be read
     */
    public List<Document> readAll(Path directory, Consumer<? super UnreadableFile> unreadable) {
        Require.nonNull(directory, "directory");
        Require.nonNull(unreadable, "unreadable");
        ReadableFiles found;
        try {
            found = ReadableFiles.in(directory);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        found.closed().forEach((path, cause) -> unreadable.accept(new UnreadableFile(path, unreadable(path, cause))));
        List<Document> documents = new ArrayList<>();
        for (Path file : found.files()) {
            Document document;
            try {
                document = read(slashes(directory.relativize(file)), file);
            } catch (InvalidInputException e) {
                unreadable.accept(new UnreadableFile(file, e));
                continue;
            }
            documents.add(document);
        }
        return documents;
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
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidInputException(
                        "file", file + " is larger than 2 GB. Split it, or read it yourself part by part.");
            }
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
