package dev.llmops.lucene;

import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.text.OffsetMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a document has in the index: one per passage, and one for the document itself.
 *
 * <p>All of them carry the id of the document, by which they are replaced together.
 */
final class IndexEntries {
    static final String VECTOR = "vector";
    static final String PASSAGE = "passage";
    static final String DOCUMENT = "document";

    /** The hash of the text that the vector of a passage was made of. */
    static final String EMBEDDED = "embedded";

    private static final String ID = "id";
    private static final String KIND = "kind";
    private static final String METADATA = "metadata";

    /** A longer term is hashed; Lucene takes none beyond 32 kB. */
    private static final int LONGEST_TERM = 1000;

    private static final FieldType WORDS = words();

    private final Document document;
    private final List<Chunk> chunks;

    /** How many page breaks the text has up to {@link #countedTo}: chunks come in order, so that it is read once. */
    private int pageBreaks;

    private int countedTo;

    IndexEntries(Document document, List<Chunk> chunks) {
        this.document = document;
        this.chunks = chunks;
    }

    static Term byDocument(String id) {
        return new Term(ID, id);
    }

    static Term everyDocument() {
        return new Term(KIND, DOCUMENT);
    }

    static Term everyPassage() {
        return new Term(KIND, PASSAGE);
    }

    static Term byMetadata(String key, String value) {
        // The length keeps keys and values apart, whatever characters they have.
        String text = key.length() + ":" + key + value;
        return new Term(METADATA, text.length() <= LONGEST_TERM ? text : ContentHash.of(text));
    }

    /** {@return the text of a passage that a vector is made of: it says what the passage is about by itself} */
    String embedded(Chunk chunk) {
        StringBuilder text = new StringBuilder();
        if (!document.title().equals(document.id())) {
            text.append(document.title()).append('\n');
        }
        return text.append(context(chunk)).append(chunk.text()).toString();
    }

    /**
     * {@return all entries of the document}
     *
     * @param vectors one per chunk, null where there is none
     */
    List<List<IndexableField>> build(List<float @Nullable []> vectors, String fingerprint) {
        List<List<IndexableField>> entries = new ArrayList<>(chunks.size() + 1);
        for (int i = 0; i < chunks.size(); i++) {
            entries.add(passageEntry(i, vectors.isEmpty() ? null : vectors.get(i)));
        }
        entries.add(documentEntry(fingerprint));
        return entries;
    }

    private List<IndexableField> passageEntry(int index, float @Nullable [] vector) {
        Chunk chunk = chunks.get(index);
        List<IndexableField> entry = new ArrayList<>();
        entry.add(new StringField(ID, document.id(), Field.Store.NO));
        entry.add(new StringField(KIND, PASSAGE, Field.Store.NO));
        document.metadata()
                .forEach((key, value) -> entry.add(
                        new StringField(METADATA, byMetadata(key, value).text(), Field.Store.NO)));
        String text = context(chunk) + chunk.text();
        for (TextField field : TextField.values()) {
            String words = switch (field) {
                case TITLE -> title(chunk);
                case LEAD -> lead(chunk);
                default -> text;
            };
            entry.add(new Field(field.field(), words, WORDS));
        }
        if (vector != null) {
            entry.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
            entry.add(value(EMBEDDED, ContentHash.of(embedded(chunk)).getBytes(StandardCharsets.US_ASCII)));
        }
        entry.add(value(PASSAGE, stored(index).toBytes()));
        return entry;
    }

    private List<IndexableField> documentEntry(String fingerprint) {
        int first = chunks.isEmpty()
                ? document.text().length()
                : chunks.get(0).span().start();
        StoredDocument stored = new StoredDocument(
                document.id(),
                fingerprint,
                document.title(),
                document.mediaType(),
                document.location().orElse(""),
                document.modified().map(Object::toString).orElse(""),
                document.text().substring(0, first),
                document.metadata());
        return List.of(
                new StringField(ID, document.id(), Field.Store.NO),
                new StringField(KIND, DOCUMENT, Field.Store.NO),
                value(DOCUMENT, stored.toBytes()));
    }

    private StoredPassage stored(int index) {
        Chunk chunk = chunks.get(index);
        int end = chunk.span().end();
        int next = index + 1 < chunks.size()
                ? chunks.get(index + 1).coreStart()
                : document.text().length();
        Passage passage = Passage.builder(chunk.span(), chunk.text())
                .title(document.title())
                .location(document.location().orElse(""))
                .headingPath(chunk.headingPath())
                .contentHash(chunk.contentHash())
                .ordinal(chunk.ordinal())
                .metadata(metadata(chunk))
                .build();
        return new StoredPassage(passage, chunk.coreStart(), document.text().substring(end, next));
    }

    /** The metadata of the document, and where the passage stands in the file it was extracted from. */
    private Map<String, String> metadata(Chunk chunk) {
        Map<String, String> metadata = new HashMap<>(document.metadata());
        OffsetMap source = document.sourceMap();
        if (!source.isIdentity()) {
            metadata.put(
                    PassageMetadata.SOURCE_START,
                    Integer.toString(source.toSourceStart(chunk.span().start())));
            metadata.put(
                    PassageMetadata.SOURCE_END,
                    Integer.toString(source.toSourceEnd(chunk.span().end())));
        }
        if (document.mediaType().equals("application/pdf")) {
            metadata.put(
                    PassageMetadata.PAGE,
                    Integer.toString(pageBreaksBefore(chunk.span().start()) + 1));
        }
        return metadata;
    }

    private int pageBreaksBefore(int end) {
        if (end < countedTo) {
            pageBreaks = 0;
            countedTo = 0;
        }
        for (; countedTo < end; countedTo++) {
            pageBreaks += document.text().charAt(countedTo) == '\f' ? 1 : 0;
        }
        return pageBreaks;
    }

    /** The headings above a passage and the head of its table, which its own text may lack. */
    private static String context(Chunk chunk) {
        StringBuilder context = new StringBuilder();
        for (String heading : chunk.headingPath()) {
            context.append(heading).append('\n');
        }
        if (!chunk.tableHeader().isEmpty()) {
            context.append(chunk.tableHeader()).append('\n');
        }
        return context.toString();
    }

    private String title(Chunk chunk) {
        String title = document.title().equals(document.id()) ? "" : document.title() + "\n";
        return title + document.id() + "\n" + String.join("\n", chunk.headingPath());
    }

    private static String lead(Chunk chunk) {
        List<String> path = chunk.headingPath();
        String heading = path.isEmpty() ? "" : path.get(path.size() - 1);
        boolean begins = chunk.span().start() == chunk.section().start();
        return begins ? chunk.text() : heading + "\n" + chunk.text();
    }

    /** Values are kept as they are, not packed: they are read for every hit, and unpacking takes longer than searching. */
    private static IndexableField value(String field, byte[] bytes) {
        return new BinaryDocValuesField(field, new BytesRef(bytes));
    }

    private static FieldType words() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }
}
