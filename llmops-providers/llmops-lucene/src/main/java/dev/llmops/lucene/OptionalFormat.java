package dev.llmops.lucene;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.grounding.Document;

/** Formats that are read by libraries which an application may leave out. */
enum OptionalFormat {
    HTML("HTML", "org.jsoup:jsoup") {
        @Override
        Document.Builder read(String id, byte[] content) {
            return HtmlFormat.parse(id, content);
        }
    },
    PDF("PDF", "org.apache.pdfbox:pdfbox") {
        @Override
        Document.Builder read(String id, byte[] content) {
            return PdfFormat.parse(id, content);
        }
    };

    private final String format;
    private final String artifact;

    OptionalFormat(String format, String artifact) {
        this.format = format;
        this.artifact = artifact;
    }

    abstract Document.Builder read(String id, byte[] content);

    Document.Builder parse(String id, byte[] content) {
        try {
            return read(id, content);
        } catch (NoClassDefFoundError e) {
            throw new ConfigurationException(
                    "Reading " + format + " needs " + artifact + ", which is not there. Add that artifact to read " + id
                            + ".",
                    e);
        }
    }
}
