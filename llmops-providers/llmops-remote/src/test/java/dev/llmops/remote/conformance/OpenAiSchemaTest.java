package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import dev.llmops.remote.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiSchemaTest {
    private static final String IRI = "https://spec.local/openai.json";

    @Test
    void everyRebuiltChatRequestMatchesTheSchemaOfOpenAi() throws IOException {
        JsonSchema schema = schema("CreateChatCompletionRequest");
        ChatSubject subject = new ChatSubject();
        List<String> problems = new ArrayList<>();
        List<Recording> recordings = Recordings.open()
                .where(entry -> entry.file().startsWith("openai/")
                        && entry.operation().equals("chat")
                        && subject.covers(entry));

        for (Recording recording : recordings) {
            Replay replay = Replay.of("application/json", recording.response().text());
            Outcome.of(
                    subject.client(recording, replay.transport()),
                    subject.request(recording),
                    recording.entry().isStream());
            schema.validate(Json.read(replay.sent().get(0).body()))
                    .forEach(problem -> problems.add(recording + " " + problem.getInstanceLocation()));
        }

        assertThat(recordings).isNotEmpty();
        assertThat(problems).isEmpty();
    }

    private static JsonSchema schema(String name) throws IOException {
        String text = Files.readString(specs().resolve("openai-schemas-2.3.0.json"));
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(
                                Map.of(IRI, text))))
                .getSchema(SchemaLocation.of(IRI + "#/components/schemas/" + name));
    }

    private static Path specs() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isReadable(at.resolve("shared/specs/openai-schemas-2.3.0.json"))) {
                return at.resolve("shared/specs");
            }
        }
        assumeTrue(false, "no folder shared/specs beside the repository");
        return Path.of("");
    }
}
