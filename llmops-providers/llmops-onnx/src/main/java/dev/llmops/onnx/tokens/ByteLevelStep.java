package dev.llmops.onnx.tokens;

/** The letters of a byte-level vocabulary become bytes, and these text. */
final class ByteLevelStep implements PieceSink {
    private final PieceSink next;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final StringBuilder text = new StringBuilder();

    ByteLevelStep(PieceSink next) {
        this.next = next;
    }

    @Override
    public void accept(String piece) {
        for (byte each : ByteLevel.decode(piece)) {
            decoder.accept(each, text);
        }
        send();
    }

    @Override
    public void end() {
        decoder.end(text);
        send();
        next.end();
    }

    private void send() {
        if (!text.isEmpty()) {
            String whole = text.toString();
            text.setLength(0);
            next.accept(whole);
        }
    }
}
