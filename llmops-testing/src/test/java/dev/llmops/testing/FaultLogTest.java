package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.testing.ServedConnection.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultLogTest {
    private final FaultLog log = new FaultLog();

    @Test
    void forgetsTheOldestRequests() {
        ServedConnection connection = log.opened();
        for (int i = 0; i < 20_003; i++) {
            log.received(request("/" + i, 0), connection);
        }

        assertThat(log.requests()).hasSize(20_000);
        assertThat(log.requests().get(0).path()).isEqualTo("/3");
        assertThat(log.requestCount()).isEqualTo(20_003);
    }

    @Test
    void forgetsTheOldestBodies() {
        ServedConnection connection = log.opened();
        for (int i = 0; i < 9; i++) {
            log.received(request("/" + i, 10 * 1024 * 1024), connection);
        }

        assertThat(log.requests())
                .extracting(ReceivedRequest::path)
                .containsExactly("/3", "/4", "/5", "/6", "/7", "/8");
    }

    @Test
    void forgetsTheOldestConnectionsThatHaveEnded() {
        ServedConnection open = log.opened();
        for (int i = 0; i < 20_002; i++) {
            log.ended(log.opened(), Cause.CLIENT_CLOSED, i);
        }

        assertThat(log.connections()).hasSize(20_000).startsWith(open);
        assertThat(log.connection(1)).isNull();
        assertThat(log.connectionCount()).isEqualTo(20_003);
        assertThat(log.open()).isOne();
    }

    private static ReceivedRequest request(String path, int length) {
        return new ReceivedRequest(0, "POST", path, List.of(), new byte[length], length);
    }
}
