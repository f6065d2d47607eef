package dev.llmops.lucene;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files that can be read, told by how their names end. */
enum FileFormat {
    MARKDOWN("text/markdown", "md markdown mdx"),
    ASCIIDOC("text/asciidoc", "adoc asciidoc"),
    HTML("text/html", "html htm xhtml"),
    PDF("application/pdf", "pdf"),
    TEXT("text/plain", "txt text log csv tsv rst");

    private final String mediaType;
    private final String endings;

    FileFormat(String mediaType, String endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    String mediaType() {
        return mediaType;
    }

    /** {@return the format of a file of this name} */
    static Optional<FileFormat> of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> List.of(format.endings.split(" ")).contains(ending))
                .findFirst();
    }

    /** {@return the format of a file of this name} */
    static Optional<FileFormat> of(Path file) {
        Path name = file.getFileName();
        return name == null ? Optional.empty() : of(name.toString());
    }

    /** {@return all endings, for messages} */
    static String allEndings() {
        return String.join(
                ", ", Arrays.stream(values()).map(format -> format.endings).toList());
    }
}
