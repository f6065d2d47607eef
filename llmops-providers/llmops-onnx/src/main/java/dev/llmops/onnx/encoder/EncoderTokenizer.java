package dev.llmops.onnx.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Turns texts and pairs of texts into tokens, as a {@code tokenizer.json} says, but for its truncation and padding.
 *
 * <p>Safe for concurrent use until it is closed.
 */
final class EncoderTokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;

    private EncoderTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * {@return the tokenizer in {@code file}}
     *
     * @param maxLength after how many tokens a text is cut, special ones included; of two texts the longer one is cut
     *     first; 0 for never
     */
    static EncoderTokenizer open(Path file, int maxLength) {
        TokenizerLibrary.prepare();
        Map<String, String> options = maxLength == 0
                ? Map.of("truncation", "false", "padding", "false")
                : Map.of("truncation", "true", "padding", "false", "maxLength", Integer.toString(maxLength));
        try (InputStream in = Files.newInputStream(file)) {
            return new EncoderTokenizer(HuggingFaceTokenizer.newInstance(in, options));
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        } catch (RuntimeException e) {
            throw new ModelDirectoryException(
                    file,
                    "It is no tokenizer of a kind that is known.",
                    "Download it again, or take a model whose tokenizer the tokenizers library reads.",
                    e);
        }
    }

    /** {@return the tokens of a text} */
    TokenizedText tokenize(String text) {
        String sound = sound(text);
        return converted(tokenizer.encode(sound, true, false), sound, "");
    }

    /** {@return the tokens of two texts that are read together} */
    TokenizedText tokenize(String first, String second) {
        String soundFirst = sound(first);
        String soundSecond = sound(second);
        return converted(tokenizer.encode(soundFirst, soundSecond, true, false), soundFirst, soundSecond);
    }

    /** {@return the text without halves of characters, which have no place in UTF-8; as long as before} */
    private static String sound(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            changed = changed == null ? new StringBuilder(text) : changed;
            changed.setCharAt(i, '\uFFFD');
        }
        return changed == null ? text : changed.toString();
    }

    private static TokenizedText converted(Encoding encoding, String first, String second) {
        long[] special = encoding.getSpecialTokenMask();
        long[] wordIds = encoding.getWordIds();
        long[] sequences = encoding.getSequenceIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        int count = encoding.getIds().length;
        int[] words = new int[count];
        int[] starts = new int[count];
        int[] ends = new int[count];
        int[][] units = {units(first), units(second)};
        for (int i = 0; i < count; i++) {
            words[i] = special[i] == 1 ? -1 : (int) Math.max(0, wordIds[i]);
            CharSpan span = spans[i];
            if (special[i] == 1 || span == null) {
                continue;
            }
            int[] map = units[sequences[i] == 1 ? 1 : 0];
            starts[i] = unit(map, span.getStart());
            ends[i] = unit(map, span.getEnd());
        }
        return new TokenizedText(encoding.getIds(), encoding.getTypeIds(), encoding.getTokens(), words, starts, ends);
    }

    /** {@return where each character begins, in UTF-16 units, and where the last one ends; empty if each is a unit} */
    private static int[] units(String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters == text.length()) {
            return new int[0];
        }
        int[] units = new int[characters + 1];
        for (int i = 0; i < characters; i++) {
            units[i + 1] = units[i] + Character.charCount(text.codePointAt(units[i]));
        }
        return units;
    }

    private static int unit(int[] units, int character) {
        return units.length == 0 ? character : units[Math.min(character, units.length - 1)];
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
