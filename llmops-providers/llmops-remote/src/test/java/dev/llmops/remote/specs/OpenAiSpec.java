package dev.llmops.remote.specs;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.llmops.remote.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The schemas that OpenAI publishes, from the folder {@code shared/specs} beside the repository. */
public final class OpenAiSpec {
    private static final String IRI = "https://spec.local/openai.json";

    private final JsonSchemaFactory factory;

    private OpenAiSpec(String schemas) {
        this.factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, schemas))));
    }

    /** {@return the schemas; the test that asks is skipped where there are none} */
    public static OpenAiSpec open() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared").resolve("specs").resolve("openai-schemas-2.3.0.json");
            if (Files.isReadable(file)) {
                try {
                    return new OpenAiSpec(
                            modern(Json.read(Files.readString(file))).toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return abort("no folder shared/specs beside the repository");
    }

    /** Some limits are written as OpenAPI 3.0 had them, which JSON Schema does not know: a number and a truth value. */
    private static JsonNode modern(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("exclusiveMinimum").isBoolean()) {
            boolean exclusive = object.remove("exclusiveMinimum").asBoolean();
            if (exclusive) {
                object.set("exclusiveMinimum", object.remove("minimum"));
            }
        }
        schema.forEach(OpenAiSpec::modern);
        return schema;
    }

    /** {@return what the schema {@code name} finds wrong with a value} */
    public List<String> problems(String name, String json) {
        JsonSchema schema = factory.getSchema(SchemaLocation.of(IRI + "#/components/schemas/" + name));
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
