package dev.llmops.lucene;

import dev.llmops.api.grounding.Document;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/**
 * What the index keeps of a document besides its passages.
 *
 * @param id the id of the document
 * @param fingerprint a hash of everything that was indexed, and of how it was cut
 * @param title its title
 * @param mediaType its media type
 * @param location where a reader can find it; empty if not said
 * @param modified when it was last changed; empty if not said
 * @param lead the white space before the first passage
 * @param metadata what else is known about it
 */
record StoredDocument(
        String id,
        String fingerprint,
        String title,
        String mediaType,
        String location,
        String modified,
        String lead,
        Map<String, String> metadata) {

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Stored.writeText(out, id);
            Stored.writeText(out, fingerprint);
            Stored.writeText(out, title);
            Stored.writeText(out, mediaType);
            Stored.writeText(out, location);
            Stored.writeText(out, modified);
            Stored.writeText(out, lead);
            Stored.writeTexts(out, metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static StoredDocument of(byte[] bytes, int offset, int length) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length));
        return new StoredDocument(
                Stored.readText(in),
                Stored.readText(in),
                Stored.readText(in),
                Stored.readText(in),
                Stored.readText(in),
                Stored.readText(in),
                Stored.readText(in),
                Stored.readMap(in));
    }

    /** {@return the document with the given text, without the map to the file it was extracted from} */
    Document withText(String text) {
        Document.Builder builder = Document.builder(id, text).title(title).mediaType(mediaType);
        if (!location.isEmpty()) {
            builder.location(location);
        }
        if (!modified.isEmpty()) {
            builder.modified(Instant.parse(modified));
        }
        metadata.forEach(builder::metadata);
        return builder.build();
    }
}
