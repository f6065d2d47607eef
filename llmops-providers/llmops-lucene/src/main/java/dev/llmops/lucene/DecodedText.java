package dev.llmops.lucene;

import dev.llmops.api.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file.
 *
 * @param text the text, without the mark
 * @param byteOrderMark whether the file began with one
 */
record DecodedText(String text, boolean byteOrderMark) {

    /** {@return the text in {@code content}, by its byte order mark or else in {@code charset}} */
    static DecodedText of(String id, byte[] content, String charset) {
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            return new DecodedText(decode(id, content, 3, StandardCharsets.UTF_8), true);
        }
        if (startsWith(content, 0xFF, 0xFE)) {
            return new DecodedText(decode(id, content, 2, StandardCharsets.UTF_16LE), true);
        }
        if (startsWith(content, 0xFE, 0xFF)) {
            return new DecodedText(decode(id, content, 2, StandardCharsets.UTF_16BE), true);
        }
        return new DecodedText(decode(id, content, 0, charset(id, charset)), false);
    }

    private static Charset charset(String id, String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            InvalidInputException failure = new InvalidInputException(
                    "file", id + " names the character set " + name + ", which is not known. Convert it to UTF-8.");
            failure.initCause(e);
            throw failure;
        }
    }

    private static boolean startsWith(byte[] content, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= content.length || (content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String id, byte[] content, int from, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(content, from, content.length - from);
        try {
            return decoder.decode(bytes).toString();
        } catch (CharacterCodingException e) {
            InvalidInputException failure = new InvalidInputException(
                    "file",
                    id + " is not text in " + charset.name() + ": byte " + bytes.position()
                            + " does not belong there. Convert it to UTF-8, or read it yourself and give"
                            + " Document.of(id, text).");
            failure.initCause(e);
            throw failure;
        }
    }
}
