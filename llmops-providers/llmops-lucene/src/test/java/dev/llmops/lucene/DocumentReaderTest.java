package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.grounding.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {
    /** Held, so that its level stays: PDFBox logs a stack trace for every damage that it can do without. */
    private static final Logger PDFBOX = Logger.getLogger("org.apache.pdfbox");

    @TempDir
    Path directory;

    @BeforeAll
    static void keepsPdfBoxQuiet() {
        PDFBOX.setLevel(Level.OFF);
    }

    @Test
    void theTextOfMarkdownIsThatOfTheFile() throws IOException {
        String text = "Intro\r\n\r\n# Pumps\r\n\r\nÜber 4,000 hours. 😀\r\n";
        Path file = Files.writeString(directory.resolve("pumps.md"), text);

        Document document = DocumentReader.standard().read(file);

        assertThat(document.text()).isEqualTo(text);
        assertThat(document.title()).isEqualTo("Pumps");
        assertThat(document.mediaType()).isEqualTo("text/markdown");
        assertThat(document.sourceMap().isIdentity()).isTrue();
        assertThat(document.location()).contains(file.toString());
        assertThat(document.modified()).contains(Files.getLastModifiedTime(file).toInstant());
    }

    @Test
    void aByteOrderMarkShiftsTheMap() {
        Document document = read("a.txt", "\uFEFFPump".getBytes(StandardCharsets.UTF_8));

        assertThat(document.text()).isEqualTo("Pump");
        assertThat(document.title()).isEqualTo("a.txt");
        assertThat(document.sourceMap().toSourceStart(0)).isEqualTo(1);
        assertThat(document.sourceMap().toSourceEnd(4)).isEqualTo(5);
    }

    @Test
    void sixteenBitsAreReadByTheirMark() {
        assertThat(read("a.txt", "\uFEFFPümp".getBytes(StandardCharsets.UTF_16LE))
                        .text())
                .isEqualTo("Pümp");
        assertThat(read("a.txt", "\uFEFFPümp".getBytes(StandardCharsets.UTF_16BE))
                        .text())
                .isEqualTo("Pümp");
    }

    @Test
    void htmlBecomesMarkdown() {
        Document document = read("a.html", """
                <html><head><title>Pumps &amp; valves</title><style>p {}</style></head><body>
                <nav>menu</nav>
                <h1>Service</h1><p>Every <b>4,000</b>
                   hours.<br>Or yearly.</p>
                <ul><li>oil<li><p>filter</p><ol><li>inner</ol></ul>
                <pre>
                x  = 1;
                  y</pre>
                <table><tr><th>name<th>due<tr><td>P-101<td>in <p>May</p></table>
                <script>alert(1)</script><p hidden>secret</p>
                </body></html>
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(document.title()).isEqualTo("Pumps & valves");
        assertThat(document.text()).isEqualTo("""
                        # Service

                        Every 4,000 hours.
                        Or yearly.

                        - oil
                        - filter
                          - inner

                        ```
                        x  = 1;
                          y
                        ```

                        | name | due |
                        |---|---|
                        | P-101 | in May |""");
    }

    @Test
    void htmlLeadsBackToTheFile() {
        String html = "<h1>A&amp;B</h1>\r\n<p>caf&eacute; <i>x</i>y &ltz&#x1F600;! end</p>";
        Document document = read("a.htm", html.getBytes(StandardCharsets.UTF_8));

        assertThat(document.text()).isEqualTo("# A&B\n\ncafé xy <z😀! end");
        assertThat(source(document, html, "caf")).isEqualTo("caf");
        assertThat(source(document, html, "xy")).isEqualTo("x</i>y");
        assertThat(source(document, html, "end")).isEqualTo("end");
        assertThat(source(document, html, "z😀!")).isEqualTo("z&#x1F600;!");
    }

    @Test
    void htmlIsReadInTheCharacterSetItNames() {
        byte[] html = "<meta charset=iso-8859-1><p>Größe".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read("a.html", html).text()).isEqualTo("Größe");
    }

    @Test
    void pagesOfAPdfAreApart() throws IOException {
        Document document = read("a.pdf", pdf("Pump P-101 is red.", "Valve V-7 is blue."));

        assertThat(document.text()).isEqualTo("Pump P-101 is red.\fValve V-7 is blue.");
        assertThat(document.title()).isEqualTo("a.pdf");
        try (DocumentIndex index = DocumentIndex.inMemory()) {
            index.add(document);
            assertThat(index.search("valve", 1).get(0).metadata()).containsEntry("page", "2");
            assertThat(index.search("pump", 1).get(0).metadata()).containsEntry("page", "1");
        }
    }

    @Test
    void aDirectoryIsReadInOrder() throws IOException {
        Files.createDirectories(directory.resolve("b/.hidden"));
        Files.writeString(directory.resolve("b/two.txt"), "2");
        Files.writeString(directory.resolve("b/.hidden/three.txt"), "3");
        Files.writeString(directory.resolve("a.md"), "1");
        Files.write(directory.resolve("c.bin"), new byte[] {1});

        List<Document> documents = DocumentReader.standard().readAll(directory);

        assertThat(documents).extracting(Document::id).containsExactly("a.md", "b/two.txt");
    }

    @Test
    void aFileThatCannotBeReadIsToldAndTheOthersAreRead() throws IOException {
        Files.writeString(directory.resolve("a.md"), "1");
        Files.write(directory.resolve("b.pdf"), new byte[] {1, 2, 3});
        Files.write(directory.resolve("c.txt"), new byte[] {'a', (byte) 0xFF});
        Files.createSymbolicLink(directory.resolve("d.md"), Path.of("nowhere.md"));
        Files.writeString(directory.resolve("e.md"), "2");

        List<UnreadableFile> unreadable = new ArrayList<>();
        List<Document> documents = DocumentReader.standard().readAll(directory, unreadable::add);

        assertThat(documents).extracting(Document::id).containsExactly("a.md", "e.md");
        assertThat(unreadable)
                .extracting(UnreadableFile::path)
                .containsExactly(directory.resolve("b.pdf"), directory.resolve("c.txt"), directory.resolve("d.md"));
        assertThat(unreadable)
                .extracting(file -> file.reason().getMessage())
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("b.pdf is not a PDF"),
                        reason -> assertThat(reason).startsWith("c.txt is not text in UTF-8: byte 1"),
                        reason -> assertThat(reason)
                                .startsWith("There is no file")
                                .contains("d.md"));
    }

    @Test
    void aFileThatCannotBeReadEndsAReadingThatIsToTellNothing() throws IOException {
        Files.writeString(directory.resolve("a.md"), "1");
        Files.write(directory.resolve("b.pdf"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> DocumentReader.standard().readAll(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("b.pdf is not a PDF");
    }

    @Test
    void aDirectoryThatCannotBeListedIsTold() throws IOException {
        Path closed = Files.createDirectories(directory.resolve("closed"));
        Files.writeString(closed.resolve("b.md"), "2");
        Files.writeString(directory.resolve("a.md"), "1");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(closed), "the super-user may look into every directory");
        try {
            List<UnreadableFile> unreadable = new ArrayList<>();

            assertThat(DocumentReader.standard().readAll(directory, unreadable::add))
                    .extracting(Document::id)
                    .containsExactly("a.md");
            assertThat(unreadable).extracting(UnreadableFile::path).containsExactly(closed);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aDamagedPdfIsReadOrRefusedAndNothingElse() throws IOException {
        byte[] whole = pdf("Pump P-101 is red.", "Valve V-7 is blue.");
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change < 1 + round % 20; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                read("a.pdf", Arrays.copyOf(damaged, round % 4 == 0 ? random.nextInt(damaged.length) : damaged.length));
            } catch (InvalidInputException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 399);
    }

    @Test
    void saysWhatCannotBeRead() {
        assertThatThrownBy(() -> DocumentReader.standard().read(directory.resolve("none.md")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no file")
                .hasMessageContaining("none.md");
        assertThatThrownBy(() -> DocumentReader.standard().read(directory.resolve("no-such-directory")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no file");
        assertThatThrownBy(() -> read("a.xyz", new byte[0]))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("format of a.xyz is not known")
                .hasMessageContaining("md");
        assertThatThrownBy(() -> read("a.md", new byte[] {'a', 'b', (byte) 0xFF, 'c'}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.md is not text in UTF-8: byte 2");
        assertThatThrownBy(() -> read("a.pdf", new byte[] {1, 2, 3}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.pdf is not a PDF");
        assertThatThrownBy(() -> read("a.html", "<meta charset=nonsense>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> DocumentReader.standard().readAll(directory.resolve("none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none");
    }

    @Test
    void emptyFilesAreEmptyDocuments() {
        assertThat(read("a.md", new byte[0]).text()).isEmpty();
        assertThat(read("a.html", new byte[0]).text()).isEmpty();
    }

    private static String source(Document document, String file, String words) {
        int start = document.text().indexOf(words);
        assertThat(start).as(words).isNotNegative();
        return file.substring(
                document.sourceMap().toSourceStart(start), document.sourceMap().toSourceEnd(start + words.length()));
    }

    private static Document read(String id, byte[] content) {
        return DocumentReader.standard().read(id, content);
    }

    private static byte[] pdf(String... pages) throws IOException {
        try (PDDocument pdf = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (String text : pages) {
                PDPage page = new PDPage();
                pdf.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(72, 700);
                    content.showText(text);
                    content.endText();
                }
            }
            pdf.save(out);
            return out.toByteArray();
        }
    }
}
