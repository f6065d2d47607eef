package dev.llmops.remote.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.http.StreamedBody;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteFilesTest {
    @Test
    void formsHaveTheLengthTheySayEachTimeTheyAreWritten() throws IOException {
        try (SpoolFile spool = SpoolFile.create()) {
            spool.line(Json.object().put("a", "\u00e9"));
            spool.append("rest");
            MultipartForm form = new MultipartForm(Map.of("purpose", "batch"), "b.jsonl", spool);

            byte[] first = written(form);
            byte[] second = written(form);

            assertThat(first).hasSize((int) form.length()).isEqualTo(second);
            assertThat(new String(first, UTF_8)).contains("\r\n\r\n{\"a\":\"\u00e9\"}\nrest\r\n--");
        }
    }

    @Test
    void temporaryFilesAreGoneWhenClosed(@TempDir Path folder) {
        SpoolFile spool = SpoolFile.create(folder);
        spool.append("x");
        assertThat(folder).isDirectoryContaining("glob:**.jsonl");

        spool.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void longUploadsAreSentInPieces() {
        int pieces = 300;
        byte[] piece = "0123456789abcdef".repeat(64 * 64).getBytes(UTF_8);
        StreamedBody body = new StreamedBody() {
            @Override
            public long length() {
                return (long) pieces * piece.length;
            }

            @Override
            public void writeTo(OutputStream target) throws IOException {
                for (int i = 0; i < pieces; i++) {
                    target.write(piece);
                }
            }
        };

        try (JsonServer server = new JsonServer().answers("{\"id\":\"file-1\"}")) {
            ProviderLink link = link(server);
            new RemoteFiles(new Resources(link)).upload("batch", "b.jsonl", body, CallControl.detached());
            link.close();

            assertThat(server.sent().part("file")).hasSize(pieces * piece.length);
        }
    }

    @Test
    void failsWhereAFileBecomesShorterWhileItIsSent() {
        StreamedBody shorter = new StreamedBody() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public void writeTo(OutputStream target) throws IOException {
                target.write(new byte[5]);
            }
        };

        try (JsonServer server = new JsonServer().answers("{\"id\":\"file-1\"}");
                ProviderLink link = link(server)) {
            RemoteFiles files = new RemoteFiles(new Resources(link));
            assertThatThrownBy(() -> files.upload("batch", "b.jsonl", shorter, CallControl.detached()))
                    .isInstanceOf(ProviderException.class);
        }
    }

    private static ProviderLink link(JsonServer server) {
        return new ProviderLink(
                "openai", "https://provider.test", Authorizer.bearer(Credentials.of("k")), server.connection("/v1"));
    }

    private static byte[] written(StreamedBody body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        return bytes.toByteArray();
    }
}
