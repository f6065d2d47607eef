package dev.llmops.lucene;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.grounding.Document;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/** Reads the text of PDF files, with a form feed between pages. Needs PDFBox. */
final class PdfFormat {
    private PdfFormat() {}

    static Document.Builder parse(String id, byte[] content) {
        try (PDDocument pdf = Loader.loadPDF(content)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setLineSeparator("\n");
            stripper.setParagraphEnd("\n");
            StringBuilder text = new StringBuilder();
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                StringWriter writer = new StringWriter();
                stripper.writeText(pdf, writer);
                // A form feed inside a page would count as one more page.
                text.append(page == 1 ? "" : "\f")
                        .append(writer.toString().replace('\f', ' ').strip());
            }
            @Nullable String title = pdf.getDocumentInformation().getTitle();
            return Document.builder(id, text.toString())
                    .mediaType("application/pdf")
                    .title(title == null || title.isBlank() ? TextFormat.nameOf(id) : title.strip());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Some damage is noticed by PDFBox only when a cast, an index or a tree of objects that holds itself fails.
            InvalidInputException failure = new InvalidInputException(
                    "file", id + " is not a PDF that can be read, or it is locked by a password. Check the file.");
            failure.initCause(e);
            throw failure;
        }
    }
}
