package dev.llmops.lucene;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A passage as the index keeps it: with what it takes to put passages, and the document, together again.
 *
 * @param passage the passage, not yet found by anybody
 * @param coreStart where the part begins that the passage before does not have
 * @param gap the white space that follows up to the next passage
 */
record StoredPassage(Passage passage, int coreStart, String gap) {

    /** {@return the part that the passage before does not have} */
    String core() {
        return passage.text().substring(coreStart - passage.span().start());
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(passage.text().length() + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            SourceSpan span = passage.span();
            Stored.writeText(out, span.documentId());
            out.writeInt(span.start());
            out.writeInt(span.end());
            out.writeInt(coreStart);
            out.writeInt(passage.ordinal());
            Stored.writeText(out, passage.text());
            Stored.writeText(out, gap);
            Stored.writeText(out, passage.title());
            Stored.writeText(out, passage.location());
            Stored.writeText(out, passage.contentHash());
            Stored.writeTexts(out, passage.headingPath());
            Stored.writeTexts(out, passage.metadata());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static StoredPassage of(byte[] bytes, int offset, int length) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length));
        String documentId = Stored.readText(in);
        SourceSpan span = new SourceSpan(documentId, in.readInt(), in.readInt());
        int coreStart = in.readInt();
        int ordinal = in.readInt();
        String text = Stored.readText(in);
        String gap = Stored.readText(in);
        String title = Stored.readText(in);
        String location = Stored.readText(in);
        String contentHash = Stored.readText(in);
        List<String> headingPath = Stored.readTexts(in);
        Map<String, String> metadata = Stored.readMap(in);
        Passage passage = Passage.builder(span, text)
                .ordinal(ordinal)
                .title(title)
                .location(location)
                .contentHash(contentHash)
                .headingPath(headingPath)
                .metadata(metadata)
                .build();
        return new StoredPassage(passage, coreStart, gap);
    }
}
