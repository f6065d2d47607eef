package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.huggingface.HuggingFaceClient;
import dev.llmops.remote.huggingface.HuggingFaceOptions;
import dev.llmops.remote.mistral.MistralClient;
import dev.llmops.remote.mistral.MistralOptions;
import dev.llmops.remote.openai.AzureOpenAiClient;
import dev.llmops.remote.openai.CompatibleOptions;
import dev.llmops.remote.openai.CompatibleServer;
import dev.llmops.remote.openai.GroqOptions;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.remote.openai.OpenAiCompatibleClient;
import dev.llmops.remote.openai.OpenAiOptions;
import dev.llmops.remote.openai.OpenRouterOptions;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The clients of recorded chat completions, and the typed options of each. */
final class ChatClients {
    private ChatClients() {}

    /** {@return the name under which the client of a recording keeps what it does not interpret} */
    static String name(Recording recording) {
        return switch (recording.provider()) {
            case "openai", "azure-openai", "mistral", "huggingface" -> recording.provider();
            default -> server(recording).name();
        };
    }

    private static CompatibleServer server(Recording recording) {
        return switch (recording.provider()) {
            case "groq" -> CompatibleServer.GROQ;
            case "openrouter" -> CompatibleServer.OPENROUTER;
            case "deepseek" -> CompatibleServer.DEEPSEEK;
            case "together" -> CompatibleServer.TOGETHER;
            case "cerebras" -> CompatibleServer.CEREBRAS;
            case "zai" -> CompatibleServer.ZAI;
            case "gemini" -> CompatibleServer.GEMINI;
            case "vllm" -> CompatibleServer.VLLM;
            case "llamacpp" -> CompatibleServer.LLAMA_CPP;
            case "hf-transformers-serve" -> CompatibleServer.TRANSFORMERS_SERVE;
            case "snowflake" -> CompatibleServer.snowflake("account");
            default ->
                CompatibleServer.of(
                        recording.provider(), "https://" + recording.request().host());
        };
    }

    static ModelClient client(Recording recording, String model, boolean completion, Transport transport) {
        Recording.Request request = recording.request();
        String path = request.path().replaceFirst("/(chat/)?completions$", "");
        Connection connection = Connection.builder()
                .baseUri("https://" + request.host() + (isAzure(recording) ? "" : path))
                .key("key-of-a-test")
                .transport(transport)
                .build();
        if (isAzure(recording)) {
            AzureOpenAiClient.Builder builder = AzureOpenAiClient.builder(model).connection(connection);
            String version = request.query().replaceFirst(".*api-version=([^&]*).*", "$1");
            return version.isEmpty()
                    ? builder.build()
                    : builder.apiVersion(version).build();
        }
        if (completion) {
            CompatibleServer server = recording.provider().equals("openai")
                    ? CompatibleServer.of("openai", "https://host")
                    : server(recording);
            return OpenAiCompatibleClient.builder(server, model)
                    .connection(connection)
                    .plainCompletions()
                    .build();
        }
        return switch (recording.provider()) {
            case "openai" -> OpenAiClient.builder(model).connection(connection).build();
            case "mistral" ->
                MistralClient.builder(model).connection(connection).build();
            case "huggingface" ->
                HuggingFaceClient.builder(model).connection(connection).build();
            default ->
                OpenAiCompatibleClient.builder(server(recording), model)
                        .connection(connection)
                        .build();
        };
    }

    private static boolean isAzure(Recording recording) {
        return recording.provider().equals("azure-openai");
    }

    /** {@return the options of the provider; what a typed one says is removed from {@code members}} */
    static Optional<ProviderOptions> options(Recording recording, JsonNode body, Map<String, JsonNode> members) {
        if (members.containsKey("tools") && !recording.provider().equals("openrouter")) {
            // A raw member replaces the others of its name.
            members.put("tools", body.path("tools"));
        }
        if (members.isEmpty()) {
            return Optional.empty();
        }
        boolean completion = recording.entry().operation().equals("completion");
        return Optional.of(
                switch (completion ? "" : recording.provider()) {
                    case "openai", "azure-openai" -> openAi(members);
                    case "groq" -> groq(members);
                    case "openrouter" -> openRouter(members);
                    case "mistral" -> mistral(members);
                    case "huggingface" -> {
                        HuggingFaceOptions.Builder options = HuggingFaceOptions.builder();
                        raw(members, options::member);
                        yield options.build();
                    }
                    default -> {
                        CompatibleServer server = recording.provider().equals("openai")
                                ? CompatibleServer.of("openai", "https://host")
                                : server(recording);
                        CompatibleOptions.Builder options = CompatibleOptions.builder(server);
                        raw(members, options::member);
                        yield options.build();
                    }
                });
    }

    private static ProviderOptions openAi(Map<String, JsonNode> members) {
        OpenAiOptions.Builder options = OpenAiOptions.builder();
        typed(members, "service_tier", tier -> options.serviceTier(OpenAiOptions.ServiceTier.valueOf(upper(tier))));
        typed(members, "store", store -> options.store(store.asBoolean()));
        typed(members, "verbosity", word -> options.verbosity(OpenAiOptions.Verbosity.valueOf(upper(word))));
        typed(members, "safety_identifier", id -> options.safetyIdentifier(id.asText()));
        typed(members, "audio", audio -> options.audio(Json.text(audio, "voice"), Json.text(audio, "format")));
        raw(members, options::member);
        return options.build();
    }

    private static ProviderOptions groq(Map<String, JsonNode> members) {
        GroqOptions.Builder options = GroqOptions.builder();
        typed(members, "service_tier", tier -> options.serviceTier(GroqOptions.ServiceTier.valueOf(upper(tier))));
        typed(
                members,
                "reasoning_format",
                format -> options.reasoningFormat(GroqOptions.ReasoningFormat.valueOf(upper(format))));
        raw(members, options::member);
        return options.build();
    }

    private static ProviderOptions openRouter(Map<String, JsonNode> members) {
        OpenRouterOptions.Builder options = OpenRouterOptions.builder();
        typed(members, "models", models -> options.models(texts(models)));
        typed(members, "transforms", transforms -> options.transforms(texts(transforms)));
        typed(members, "plugins", plugins -> plugins.forEach(plugin -> options.plugin(plugin.toString())));
        typed(members, "tools", tools -> tools.forEach(tool -> options.serverTool(tool.toString())));
        typed(members, "preset", preset -> options.preset(preset.asText()));
        if (members.containsKey("provider") && members.get("provider").size() == 1) {
            JsonNode provider = members.get("provider");
            if (provider.has("only")) {
                options.onlyProviders(texts(provider.path("only")));
                members.remove("provider");
            } else if (provider.has("order")) {
                options.providerOrder(texts(provider.path("order")));
                members.remove("provider");
            }
        }
        raw(members, options::member);
        return options.build();
    }

    private static ProviderOptions mistral(Map<String, JsonNode> members) {
        MistralOptions.Builder options = MistralOptions.builder();
        typed(members, "safe_prompt", safe -> options.safePrompt(safe.asBoolean()));
        typed(members, "prompt_mode", mode -> options.reasoningPrompt());
        raw(members, options::member);
        return options.build();
    }

    private static void typed(Map<String, JsonNode> members, String name, Consumer<JsonNode> setter) {
        JsonNode value = members.remove(name);
        if (value != null) {
            setter.accept(value);
        }
    }

    private static void raw(Map<String, JsonNode> members, BiConsumer<String, String> setter) {
        members.forEach((name, value) -> setter.accept(name, value.toString()));
    }

    private static String upper(JsonNode word) {
        return word.asText().toUpperCase(Locale.ROOT);
    }

    private static String[] texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts.toArray(String[]::new);
    }
}
