package dev.llmops.onnx.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into tokens and back, as a {@code tokenizer.json} says.
 *
 * <p>Truncation and padding that the file may ask for are off: every text is encoded whole. Half of a surrogate pair is
 * encoded as U+FFFD.
 *
 * <p>In a text that a chat template has written, markers such as {@code <|im_end|>} must become their tokens; in what a
 * user wrote they must stay text, or the user could end his turn and speak as someone else. So what is not to be
 * trusted goes through {@link #shield} before it goes into the template, and what the template gives through
 * {@link #encodePrompt}. A text without a template goes through {@link #encodePlain}.
 *
 * <p>Safe for concurrent use; closing waits until texts under way are encoded.
 */
public final class ModelTokenizer implements AutoCloseable {
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private final Path file;
    private final TokenTable table;
    private final Markers markers;
    private final HuggingFaceTokenizer tokenizer;
    /** Knows the markers by other names; opened when a text first needs it. */
    private @Nullable HuggingFaceTokenizer renaming;

    /** Many may encode at once; who closes waits until they are done, since the native library would not. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private boolean closed;

    private ModelTokenizer(Path file, TokenTable table, HuggingFaceTokenizer tokenizer) {
        this.file = file;
        this.table = table;
        this.markers = new Markers(table.added());
        this.tokenizer = tokenizer;
    }

    /**
     * Opens a tokenizer.
     *
     * @throws ModelDirectoryException if the file is missing, damaged, or of a kind that is not known
     */
    public static ModelTokenizer open(Path tokenizerJson) {
        return open(tokenizerJson, 0);
    }

    /**
     * Opens the tokenizer of a model that has {@code logits} logits; 0 for as many as there are tokens.
     *
     * @throws ModelDirectoryException if the file is missing, damaged, or of a kind that is not known
     */
    public static ModelTokenizer open(Path tokenizerJson, int logits) {
        Require.nonNull(tokenizerJson, "tokenizerJson");
        TokenTable table = TokenTable.read(tokenizerJson, logits);
        try {
            byte[] json = Files.readAllBytes(tokenizerJson);
            return new ModelTokenizer(tokenizerJson, table, openNative(tokenizerJson, json));
        } catch (IOException e) {
            throw new ModelDirectoryException(
                    tokenizerJson, "The file cannot be read.", "Check that it may be read by this user.", e);
        }
    }

    private static HuggingFaceTokenizer openNative(Path file, byte[] json) {
        NativeTokenizers.load();
        try (InputStream stream = new ByteArrayInputStream(json)) {
            return HuggingFaceTokenizer.newInstance(stream, OPTIONS);
        } catch (IOException | RuntimeException e) {
            throw new ModelDirectoryException(
                    file,
                    "The tokenizer library does not understand the file.",
                    "Download it again; if it is newer than this library, save it with an older one.",
                    e);
        }
    }

    /** {@return the vocabulary} */
    public TokenTable table() {
        return table;
    }

    /**
     * {@return the tokens of a text in which markers become their tokens}
     *
     * @param addSpecial whether the tokens that the file puts around every text, such as one at its beginning, are
     *     added; a chat template writes its own
     */
    public int[] encode(String text, boolean addSpecial) {
        Require.nonNull(text, "text");
        return whileOpen(() -> ids(tokenizer.encode(SoundText.of(text), addSpecial, false)));
    }

    /** {@return the tokens of a text in which markers stay text; nothing is put around it} */
    public int[] encodePlain(String text) {
        Require.nonNull(text, "text");
        return markers.mayMatch(text)
                ? whileOpen(() -> ids(renaming().encode(SoundText.of(text), false, false)))
                : encode(text, false);
    }

    /**
     * {@return {@code text} with markers made unrecognisable} {@link #encodePrompt} makes text of them again. Nothing
     * else is changed, and a text without markers not at all.
     */
    public String shield(String text) {
        return markers.shield(Require.nonNull(text, "text"));
    }

    /** {@return the tokens of what a chat template has written, in which shielded markers stay text} */
    public int[] encodePrompt(String text) {
        return encodePrompt(text, false);
    }

    /**
     * {@return the tokens of what a chat template has written, in which shielded markers stay text}
     *
     * @param addSpecial whether the tokens that the file puts around every text are added
     */
    public int[] encodePrompt(String text, boolean addSpecial) {
        if (!markers.isShielded(Require.nonNull(text, "text"))) {
            return encode(text, addSpecial);
        }
        return whileOpen(() -> ids(renaming().encode(SoundText.of(markers.renamed(text)), addSpecial, false)));
    }

    /** {@return the text of tokens} {@link TextDecoder} gives the same step by step. */
    public String decode(int[] tokens, boolean skipSpecial) {
        long[] ids = new long[Require.nonNull(tokens, "tokens").length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens[i];
        }
        return whileOpen(() -> tokenizer.decode(ids, skipSpecial));
    }

    private <T> T whileOpen(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new LlmException(
                        "This tokenizer is closed. Open the model again, and close it when nobody uses it.");
            }
            return work.get();
        } finally {
            open.readLock().unlock();
        }
    }

    private static int[] ids(Encoding encoding) {
        long[] ids = encoding.getIds();
        int[] tokens = new int[ids.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) ids[i];
        }
        return tokens;
    }

    private synchronized HuggingFaceTokenizer renaming() {
        HuggingFaceTokenizer opened = renaming;
        if (opened == null) {
            opened = openNative(file, markers.renamedFile(file).getBytes(UTF_8));
            renaming = opened;
        }
        return opened;
    }

    /** Frees the native memory. Further calls do nothing. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                tokenizer.close();
                if (renaming != null) {
                    renaming.close();
                }
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}
