package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
    private static final String TWO = "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
            + "\r\nPUT /b HTTP/1.0\nTransfer-Encoding: gzip, Chunked\n\n2\r\nde\r\n1;x\r\nf\r\n0\r\nT: t\r\n\r\n";

    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final RequestReader reader = new RequestReader(7, requests::add);

    @Test
    void readsRequestsInPartsOfAnyLength() {
        byte[] bytes = TWO.getBytes(StandardCharsets.ISO_8859_1);
        for (int size = 1; size <= bytes.length; size++) {
            requests.clear();
            for (int start = 0; start < bytes.length; start += size) {
                assertThat(reader.read(ByteBuffer.wrap(bytes, start, Math.min(size, bytes.length - start))))
                        .isTrue();
            }

            assertThat(requests)
                    .as("size %d", size)
                    .extracting(ReceivedRequest::bodyText)
                    .containsExactly("abc", "def");
            assertThat(requests).extracting(ReceivedRequest::method).containsExactly("POST", "PUT");
            assertThat(requests).extracting(ReceivedRequest::connection).containsOnly(7);
        }
    }

    @Test
    void keepsTheBeginningOfALongBodyAndItsLength() {
        int length = 20 * 1024 * 1024;
        assertThat(read("POST / HTTP/1.1\r\ncontent-length: " + length + "\r\n\r\n"))
                .isTrue();
        byte[] part = new byte[1024 * 1024];
        for (int i = 0; i < 20; i++) {
            reader.read(ByteBuffer.wrap(part));
        }

        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).body()).hasSize(16 * 1024 * 1024);
        assertThat(requests.get(0).bodyLength()).isEqualTo(length);
    }

    @Test
    void givesUpOnWhatIsNoChunk() {
        assertThat(read("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n"))
                .isFalse();
        assertThat(read("GET / HTTP/1.1\r\n\r\n")).isFalse();
        assertThat(requests).isEmpty();
    }

    private boolean read(String text) {
        return reader.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
