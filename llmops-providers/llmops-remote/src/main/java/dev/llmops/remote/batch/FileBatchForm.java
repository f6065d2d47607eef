package dev.llmops.remote.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.batch.BatchJob;
import java.util.Map;

/** How one provider writes batches that are files. Safe for concurrent use. */
public interface FileBatchForm {
    /** {@return where the batches are} */
    String path();

    /** {@return the query that limits a list of them to {@code most}} */
    String limit(int most);

    /** {@return the line of a request, from its id and body} */
    ObjectNode line(String customId, ObjectNode body);

    /** {@return the body that creates a batch from an uploaded file} */
    ObjectNode create(String fileId, Map<String, String> labels);

    /** {@return a batch that the provider describes; it has an id} */
    BatchJob.Builder read(JsonNode job);
}
