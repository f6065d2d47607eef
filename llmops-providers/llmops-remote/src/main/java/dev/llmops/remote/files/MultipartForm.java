package dev.llmops.remote.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.llmops.remote.http.StreamedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;

/** A form of fields and one file, as {@code multipart/form-data} (RFC 7578). */
final class MultipartForm implements StreamedBody {
    private final String boundary = "llmops-" + UUID.randomUUID();
    private final byte[] head;
    private final StreamedBody file;
    private final byte[] tail;

    MultipartForm(Map<String, String> fields, String fileName, StreamedBody file) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) ->
                text.append(part(name)).append("\r\n\r\n").append(value).append("\r\n"));
        text.append(part("file"))
                .append("; filename=\"")
                .append(quoted(fileName))
                .append("\"\r\n");
        text.append("Content-Type: application/octet-stream\r\n\r\n");
        this.head = text.toString().getBytes(UTF_8);
        this.file = file;
        this.tail = ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
    }

    private String part(String name) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
    }

    private static String quoted(String fileName) {
        return fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public long length() {
        return head.length + file.length() + tail.length;
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        target.write(head);
        file.writeTo(target);
        target.write(tail);
    }
}
