package dev.llmops.remote.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.remote.http.StreamedBody;
import dev.llmops.remote.wire.JsonLines;
import dev.llmops.remote.wire.PathSegment;
import dev.llmops.remote.wire.RemoteCall;
import dev.llmops.remote.wire.Resources;
import java.nio.file.Path;
import java.util.Map;

/** The files that a provider keeps under {@code /files}, as OpenAI defined it. Safe for concurrent use. */
public final class RemoteFiles {
    private static final String PATH = "/files";

    private final Resources resources;

    /** Creates the files among {@code resources}. */
    public RemoteFiles(Resources resources) {
        this.resources = resources;
    }

    /**
     * Uploads a file of this machine.
     *
     * @return its description, with its id
     */
    public JsonNode upload(String purpose, Path file, CallControl control) {
        FileBody body = FileBody.of(file);
        return upload(purpose, String.valueOf(file.getFileName()), body, control);
    }

    /**
     * Uploads a file.
     *
     * @return its description, with its id
     */
    public JsonNode upload(String purpose, String name, StreamedBody content, CallControl control) {
        MultipartForm form = new MultipartForm(Map.of("purpose", purpose), name, content);
        return resources.create(RemoteCall.upload(PATH, form.contentType(), form, ""), control);
    }

    /** {@return the description of a file} */
    public JsonNode describe(String fileId, CallControl control) {
        return resources.get(path(fileId), control);
    }

    /** {@return the lines of a file; must be closed} */
    public JsonLines lines(String fileId, CallControl control) {
        return resources.lines(path(fileId) + "/content", control);
    }

    /** Deletes a file. */
    public void delete(String fileId, CallControl control) {
        resources.delete(path(fileId), control);
    }

    private static String path(String fileId) {
        return PATH + "/" + PathSegment.of(fileId, "fileId");
    }
}
