package dev.llmops.onnx.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Tokens such as {@code <0xE2>} become the bytes that they name.
 *
 * <p>A run of them is text if all of it is UTF-8; else each of its bytes becomes U+FFFD. So a run is held until it ends.
 */
final class ByteFallbackStep implements PieceSink {
    private static final int LENGTH = "<0x00>".length();

    private final PieceSink next;
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();

    ByteFallbackStep(PieceSink next) {
        this.next = next;
    }

    /** {@return the byte that a token names; -1 if it names none} */
    static int byteOf(String token) {
        if (token.length() != LENGTH || !token.startsWith("<0x") || token.charAt(LENGTH - 1) != '>') {
            return -1;
        }
        int high = Character.digit(token.charAt(3), 16);
        int low = Character.digit(token.charAt(4), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    @Override
    public void accept(String piece) {
        int named = byteOf(piece);
        if (named >= 0) {
            run.write(named);
            return;
        }
        endRun();
        next.accept(piece);
    }

    @Override
    public void end() {
        endRun();
        next.end();
    }

    private void endRun() {
        if (run.size() == 0) {
            return;
        }
        byte[] bytes = run.toByteArray();
        run.reset();
        try {
            next.accept(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            for (int i = 0; i < bytes.length; i++) {
                next.accept("\uFFFD");
            }
        }
    }
}
