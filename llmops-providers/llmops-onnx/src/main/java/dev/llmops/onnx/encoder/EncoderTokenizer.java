package dev.llmops.onnx.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.tokens.NativeTokenizers;
import dev.llmops.onnx.tokens.SoundText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns texts and pairs of texts into tokens, as a {@code tokenizer.json} says, but for its truncation and padding.
 *
 * <p>Safe for concurrent use until it is closed.
 */
public final class EncoderTokenizer implements AutoCloseable {
    /** How many characters are looked at first, for each token that may be kept. */
    private static final int REACH = 8;

    private final HuggingFaceTokenizer tokenizer;
    private final int maxLength;

    private EncoderTokenizer(HuggingFaceTokenizer tokenizer, int maxLength) {
        this.tokenizer = tokenizer;
        this.maxLength = maxLength;
    }

    /**
     * {@return the tokenizer in {@code file}}
     *
     * @param maxLength after how many tokens a text is cut, special ones included; of two texts the longer one is cut
     *     first; 0 for never
     */
    static EncoderTokenizer open(Path file, int maxLength) {
        NativeTokenizers.load();
        // The library's own truncation keeps what it cuts off, for two long texts every part of one with every part of
        // the other, which fills any memory.
        Map<String, String> options = Map.of("truncation", "false", "padding", "false");
        try (InputStream in = Files.newInputStream(file)) {
            return new EncoderTokenizer(HuggingFaceTokenizer.newInstance(in, options), maxLength);
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
    public TokenizedText tokenize(String text) {
        String sound = SoundText.of(shortened(text));
        Encoding encoding = tokenizer.encode(sound, true, false);
        return cut(converted(encoding, sound, ""), encoding.getSequenceIds());
    }

    /** {@return the tokens of two texts that are read together} */
    public TokenizedText tokenize(String first, String second) {
        String soundFirst = SoundText.of(shortened(first));
        String soundSecond = SoundText.of(shortened(second));
        Encoding encoding = tokenizer.encode(soundFirst, soundSecond, true, false);
        return cut(converted(encoding, soundFirst, soundSecond), encoding.getSequenceIds());
    }

    /** {@return as many tokens as may be kept; of two texts the longer one loses tokens first} */
    private TokenizedText cut(TokenizedText text, long[] sequences) {
        if (maxLength == 0 || text.length() <= maxLength) {
            return text;
        }
        int[] lengths = new int[2];
        for (int i = 0; i < text.length(); i++) {
            lengths[sequences[i] == 1 ? 1 : 0] += text.isSpecial(i) ? 0 : 1;
        }
        int room = Math.max(0, maxLength - (text.length() - lengths[0] - lengths[1]));
        // An odd token goes to the longer one, as the tokenizers library has it.
        int half = lengths[0] > lengths[1] ? room / 2 : room - room / 2;
        int second = lengths[1] == 0 ? 0 : Math.min(lengths[1], Math.max(room - lengths[0], half));
        int[] left = {Math.min(lengths[0], room - second), second};
        int[] kept = IntStream.range(0, text.length())
                .filter(i -> text.isSpecial(i) || left[sequences[i] == 1 ? 1 : 0]-- > 0)
                .toArray();
        return text.at(kept);
    }

    /**
     * {@return {@code text}, or a beginning of it that has the same tokens once they are cut}
     *
     * <p>A whole book need not be read for its first page. A beginning will do if it has tokens enough and a space
     * behind the last one that counts: no word then depends on what follows.
     */
    String shortened(String text) {
        if (maxLength == 0) {
            return text;
        }
        for (long end = (long) REACH * maxLength; end < text.length() / 2; end *= 4) {
            String head = SoundText.of(text.substring(0, (int) end));
            TokenizedText tokens = converted(tokenizer.encode(head, true, false), head, "");
            if (tokens.length() >= maxLength && hasSpace(head, end(tokens, maxLength))) {
                return head;
            }
        }
        return text;
    }

    private static int end(TokenizedText tokens, int count) {
        int end = 0;
        for (int i = 0; i < count; i++) {
            end = Math.max(end, tokens.end(i));
        }
        return end;
    }

    private static boolean hasSpace(String text, int from) {
        return text.substring(from).chars().anyMatch(Character::isWhitespace);
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
