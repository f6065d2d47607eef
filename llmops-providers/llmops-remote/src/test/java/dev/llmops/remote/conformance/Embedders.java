package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.remote.Connection;
import dev.llmops.remote.bedrock.BedrockEmbeddingClient;
import dev.llmops.remote.cohere.CohereEmbeddingClient;
import dev.llmops.remote.gemini.GeminiEmbeddingClient;
import dev.llmops.remote.gemini.TaskForm;
import dev.llmops.remote.gemini.VertexEmbeddingClient;
import dev.llmops.remote.huggingface.HuggingFaceEmbeddingClient;
import dev.llmops.remote.mistral.MistralEmbeddingClient;
import dev.llmops.remote.ollama.OllamaEmbeddingClient;
import dev.llmops.remote.openai.AzureOpenAiEmbeddingClient;
import dev.llmops.remote.openai.CompatibleServer;
import dev.llmops.remote.openai.OpenAiEmbeddingClient;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.voyage.VoyageEmbeddingClient;
import dev.llmops.remote.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the embedding client that a recorded request needs, with the settings it shows. */
final class Embedders {
    private static final Set<String> PROVIDERS = Set.of(
            "openai",
            "azure-openai",
            "bedrock",
            "mistral",
            "cohere",
            "gemini",
            "vertex",
            "voyage",
            "ollama",
            "huggingface",
            "vllm",
            "llamacpp",
            "together",
            "hf-transformers-serve",
            "openrouter",
            "deepseek",
            "groq");
    private static final Pattern VERTEX =
            Pattern.compile("/(v1[a-z0-9]*)/projects/([^/]+)/locations/([^/]+)/.*/models/([^/:]+):(\\w+)");
    private static final Pattern GEMINI = Pattern.compile("/models/([^/:]+):(\\w+)$");

    private Embedders() {}

    static boolean has(String provider) {
        return PROVIDERS.contains(provider);
    }

    static Closing client(Recording recording, JsonNode body, Connection connection) {
        String model = body.path("model").asText("none");
        return new Closing(
                switch (recording.provider()) {
                    case "azure-openai" -> azure(recording, body, connection);
                    case "bedrock" -> bedrock(recording, body, connection);
                    case "mistral" ->
                        MistralEmbeddingClient.builder(model)
                                .connection(connection)
                                .textsPerRequest(2048)
                                .build();
                    case "cohere" -> cohere(body, model, connection);
                    case "gemini" -> gemini(recording, body, connection);
                    case "vertex" -> vertex(recording, body, connection);
                    case "voyage" -> voyage(body, model, connection);
                    case "ollama" -> ollama(body, model, connection);
                    case "huggingface" ->
                        HuggingFaceEmbeddingClient.server("http://localhost", model)
                                .connection(connection)
                                .build();
                    default -> openAi(recording, body, model, connection);
                });
    }

    private static EmbeddingClient openAi(Recording recording, JsonNode body, String model, Connection connection) {
        OpenAiEmbeddingClient.Builder builder = OpenAiEmbeddingClient.builder(
                        CompatibleServer.of(recording.provider(), "http://localhost"), model)
                .connection(connection)
                .textsPerRequest(2048);
        if (!body.path("encoding_format").asText().equals("base64")) {
            builder.asNumbers();
        }
        if (body.hasNonNull("user")) {
            builder.member("user", Json.write(body.path("user")));
        }
        return builder.build();
    }

    private static EmbeddingClient azure(Recording recording, JsonNode body, Connection connection) {
        String path = recording.request().path();
        boolean dated = path.contains("/deployments/");
        AzureOpenAiEmbeddingClient.Builder builder = AzureOpenAiEmbeddingClient.builder(
                        dated
                                ? path.replaceAll(".*/deployments/|/embeddings", "")
                                : body.path("model").asText("none"))
                .connection(connection);
        if (dated) {
            builder.apiVersion(recording.request().query().replaceAll(".*api-version=", ""));
        }
        return (body.path("encoding_format").asText().equals("base64") ? builder : builder.asNumbers()).build();
    }

    private static EmbeddingClient cohere(JsonNode body, String model, Connection connection) {
        CohereEmbeddingClient.Builder builder =
                CohereEmbeddingClient.builder(model).connection(connection);
        if (body.hasNonNull("truncate")) {
            builder.truncation(CohereEmbeddingClient.Truncation.valueOf(
                    body.path("truncate").asText()));
        }
        Json.integer(body, "max_tokens").ifPresent(builder::maxTokens);
        return (body.path("embedding_types").toString().contains("base64") ? builder.packed() : builder).build();
    }

    private static EmbeddingClient gemini(Recording recording, JsonNode body, Connection connection) {
        Matcher path = GEMINI.matcher(recording.request().path());
        if (!path.find()) {
            throw new IllegalArgumentException("unknown path");
        }
        GeminiEmbeddingClient.Builder builder = GeminiEmbeddingClient.builder(path.group(1))
                .connection(connection)
                .taskForm(form(body, "taskType"));
        return (path.group(2).equals("embedContent") ? builder.textsPerRequest(1) : builder).build();
    }

    private static EmbeddingClient vertex(Recording recording, JsonNode body, Connection connection) {
        Matcher path = VERTEX.matcher(recording.request().path());
        if (!path.find()) {
            throw new IllegalArgumentException("unknown path");
        }
        boolean predicts = path.group(5).equals("predict");
        return VertexEmbeddingClient.builder(path.group(4), path.group(2), path.group(3))
                .method(predicts ? VertexEmbeddingClient.Method.PREDICT : VertexEmbeddingClient.Method.EMBED_CONTENT)
                .taskForm(form(body, predicts ? "task_type" : "taskType"))
                .connection(connection)
                .build();
    }

    /** Words around a text, such as a title, were the caller's own: they are in the text that is given. */
    private static TaskForm form(JsonNode body, String member) {
        return body.findValue(member) == null ? TaskForm.NONE : TaskForm.PARAMETER;
    }

    private static EmbeddingClient voyage(JsonNode body, String model, Connection connection) {
        VoyageEmbeddingClient.Builder builder =
                VoyageEmbeddingClient.builder(model).connection(connection);
        if (body.path("truncation").isBoolean()) {
            builder.truncating(body.path("truncation").booleanValue());
        }
        return builder.build();
    }

    private static EmbeddingClient bedrock(Recording recording, JsonNode body, Connection connection) {
        String model = URLDecoder.decode(
                recording.request().path().replaceAll("^/model/|/invoke$", ""), StandardCharsets.UTF_8);
        BedrockEmbeddingClient.Builder builder =
                BedrockEmbeddingClient.builder(model).region("us-east-1").connection(connection);
        for (String name : List.of("truncate", "truncationMode")) {
            JsonNode word = body.findValue(name);
            if (word != null) {
                builder.truncation(BedrockEmbeddingClient.Truncation.valueOf(word.asText()));
            }
        }
        return builder.build();
    }

    private static EmbeddingClient ollama(JsonNode body, String model, Connection connection) {
        OllamaEmbeddingClient.Builder builder =
                OllamaEmbeddingClient.builder(model).connection(connection);
        if (body.path("truncate").isBoolean()) {
            builder.truncating(body.path("truncate").booleanValue());
        }
        return builder.build();
    }

    /** A client that is closed when it is no longer used. */
    record Closing(EmbeddingClient client) implements AutoCloseable {
        @Override
        public void close() {
            if (client instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
