package dev.llmops.remote.http;

import java.io.IOException;
import java.io.OutputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A streamed body on its way out.
 *
 * <p>Each piece that is taken starts the clock for the first byte of the answer anew: an upload may
 * take longer than an answer may be waited for, but must not stall as long.
 */
final class UploadBody extends RequestBody {
    private static final int PIECE = 64 * 1024;

    private final StreamedBody body;
    private final Sending sending;

    UploadBody(StreamedBody body, Sending sending) {
        this.body = body;
        this.sending = sending;
    }

    @Override
    public @Nullable MediaType contentType() {
        // The content-type header is set as it is, without a charset added to it.
        return null;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                sink.writeByte(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int from = 0; from < length; from += PIECE) {
                    sink.write(bytes, offset + from, Math.min(PIECE, length - from));
                    sending.pieceSent();
                }
            }
        });
    }
}
