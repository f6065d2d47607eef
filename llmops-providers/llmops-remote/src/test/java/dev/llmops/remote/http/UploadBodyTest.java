package dev.llmops.remote.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import dev.llmops.remote.files.JsonServer;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import dev.llmops.testing.VirtualTime;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UploadBodyTest {
    private static final int PIECES = 8;
    private static final byte[] PIECE = new byte[70_000];

    private final WatchedTime time = new WatchedTime();

    @Test
    void mayTakeLongerThanAnAnswerMayBeWaitedFor() {
        assertThat(upload(Duration.ofMinutes(1))).isEqualTo((long) PIECES * PIECE.length);
    }

    @Test
    void mustNotStallAsLongAsAnAnswerMayBeWaitedFor() {
        assertThatThrownBy(() -> upload(Duration.ofMinutes(3))).isInstanceOfSatisfying(ProviderException.class, e -> {
            assertThat(e.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(e.failure().code()).isEqualTo("first-byte");
        });
    }

    /** Sends pieces that are {@code pause} apart, where an answer may be waited for two minutes. */
    private long upload(Duration pause) {
        StreamedBody body = new StreamedBody() {
            @Override
            public long length() {
                return (long) PIECES * PIECE.length;
            }

            @Override
            public void writeTo(OutputStream target) throws IOException {
                for (int i = 0; i < PIECES; i++) {
                    target.write(PIECE);
                    time.virtual.advance(pause);
                    time.awaitLooks();
                }
            }
        };
        try (JsonServer server = new JsonServer().answers("{\"id\":\"file-1\"}");
                Transport transport = Transport.builder().time(time).build()) {
            Connection connection = server.connection("/v1").toBuilder()
                    .transport(transport)
                    .timeouts(Timeouts.standard()
                            .withFirstByte(Duration.ofMinutes(2))
                            .withTotal(Duration.ofHours(1)))
                    .build();
            ProviderLink link = new ProviderLink("openai", "", Authorizer.bearer(Credentials.of("k")), connection);
            link.json(RemoteCall.upload("/files", "application/octet-stream", body, ""), CallControl.detached());
            return server.sent().body().length();
        }
    }

    /** Virtual time that tells when the clocks of the transport were looked at. */
    private static final class WatchedTime implements TimeSource {
        private final VirtualTime virtual = new VirtualTime();
        private volatile CountDownLatch looks = new CountDownLatch(0);

        @Override
        public long nanos() {
            if (Thread.currentThread().getName().equals("llmops-remote-clocks")) {
                looks.countDown();
            }
            return virtual.nanos();
        }

        @Override
        public Instant now() {
            return virtual.now();
        }

        @Override
        public Registration schedule(Duration delay, Runnable task) {
            return virtual.schedule(delay, task);
        }

        /** Waits until they were looked at twice, so once all of it after this was called. */
        void awaitLooks() throws IOException {
            CountDownLatch twice = new CountDownLatch(2);
            looks = twice;
            try {
                if (!twice.await(10, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody looks at the clocks");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
