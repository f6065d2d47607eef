package dev.llmops.onnx.grammar;

import dev.llmops.onnx.tokens.TokenBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Vocabularies like those of byte-level BPE, made from a seed: bytes, structure of JSON, words, pieces of characters. */
final class SyntheticVocabulary implements TokenBytes {
    private static final String[] SYLLABLES = {
        "a", "e", "i", "o", "u", "an", "er", "in", "on", "re", "th", "st", "ing", "tion", "al", "en", "le", "ro", "ca",
        "na", "me", "de", "co", "pro", "un", "ex", "ter", "ment", "ist", "ar", "ed", "ly"
    };
    private static final String[] STRUCTURE = {
        "{\"", "\":", "\": ", "\": \"", "\", \"", "\",\"", "\"}", "},", "}, {", "[{\"", "]}", "\"]", "[]", "{}", "null",
        "true", "false", "\":{\"", "\": {", "\": [", "\":[", "],", "], \"", ", \"", ",\"", " {", " [", "\"\"", "\\n",
        "\\\"", "\\u", "\\u00", "\n  ", "\n    ", "   ", "00", "000", "123", "0.", ".5", "-1", "1,", "0}", "5]", "\"}]",
        "false,", "true}", "null]", ": ", ", ", ":\"", "e1", "T0", "Z\"", "://", "@", ".com\"", "-02-"
    };
    private static final String[] NAMES = {"name", "id", "items", "value", "tags", "kind", "next", "count", "note"};

    private final List<byte[]> tokens = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private SyntheticVocabulary() {}

    /** {@return {@code size} tokens; the last is the end token, the one before has no bytes} */
    static SyntheticVocabulary of(int size, long seed) {
        SyntheticVocabulary made = new SyntheticVocabulary();
        Random random = new Random(seed);
        for (int b = 0; b < 256; b++) {
            made.tokens.add(new byte[] {(byte) b});
        }
        for (String text : STRUCTURE) {
            made.add(text.getBytes(StandardCharsets.UTF_8));
        }
        for (String name : NAMES) {
            made.add(name.getBytes(StandardCharsets.UTF_8));
            made.add(("\"" + name).getBytes(StandardCharsets.UTF_8));
            made.add((name + "\":").getBytes(StandardCharsets.UTF_8));
            made.add(("{\"" + name + "\": ").getBytes(StandardCharsets.UTF_8));
        }
        while (made.tokens.size() < size - 2) {
            made.add(made.piece(random));
        }
        made.tokens.add(new byte[0]);
        made.tokens.add(new byte[0]);
        return made;
    }

    private void add(byte[] text) {
        if (text.length > 0 && seen.add(new String(text, StandardCharsets.ISO_8859_1))) {
            tokens.add(text);
        }
    }

    private byte[] piece(Random random) {
        int kind = random.nextInt(100);
        if (kind < 75) {
            StringBuilder word = new StringBuilder(random.nextBoolean() ? " " : "");
            int syllables = 1 + random.nextInt(4);
            for (int i = 0; i < syllables; i++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            if (random.nextInt(5) == 0) {
                word.setCharAt(word.charAt(0) == ' ' ? 1 : 0, (char) ('A' + random.nextInt(26)));
            }
            return (word + (random.nextInt(12) == 0 ? "\"" : "")).getBytes(StandardCharsets.UTF_8);
        }
        if (kind < 80) {
            return Integer.toString(random.nextInt(1000)).getBytes(StandardCharsets.UTF_8);
        }
        if (kind < 85) {
            return " "
                    .repeat(1 + random.nextInt(60))
                    .concat(random.nextBoolean() ? "\n" : "")
                    .getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder characters = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int c = 0xA0 + random.nextInt(random.nextInt(4) == 0 ? 0x1FF00 : 0x2F00);
            characters.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0x4E00 + (c & 0xFF) : c);
        }
        byte[] text = characters.toString().getBytes(StandardCharsets.UTF_8);
        // Half characters, as byte-level BPE has them.
        int from = random.nextInt(3) == 0 ? random.nextInt(text.length) : 0;
        int to = random.nextInt(3) == 0 ? from + 1 + random.nextInt(text.length - from) : text.length;
        return java.util.Arrays.copyOfRange(text, from, to);
    }

    /** {@return this as the vocabulary of a grammar} */
    TokenVocabulary vocabulary() {
        return TokenVocabulary.of(this, Set.of(end()));
    }

    int end() {
        return tokens.size() - 1;
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public byte[] bytes(int token) {
        return tokens.get(token);
    }
}
