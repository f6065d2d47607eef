package dev.llmops.onnx.grammar.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.llmops.api.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** The bytes of texts that an answer is to have. */
public final class Utf8 {
    private Utf8() {}

    /**
     * {@return the bytes of {@code text}}
     *
     * @throws InvalidInputException if it has half of a surrogate pair: no bytes stand for it, and the question mark
     *     that Java would take instead is another text
     */
    public static byte[] bytes(String text) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    "grammar",
                    "A text of the grammar has half of a surrogate pair, which UTF-8 cannot say. Take whole"
                            + " characters.");
        }
    }
}
