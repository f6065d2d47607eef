package dev.llmops.remote.aimock;

import dev.llmops.remote.ai21.Ai21Client;
import dev.llmops.remote.aimock.PlayedModel.Gap;
import dev.llmops.remote.anthropic.AnthropicClient;
import dev.llmops.remote.bedrock.BedrockClient;
import dev.llmops.remote.cohere.CohereClient;
import dev.llmops.remote.gemini.GeminiClient;
import dev.llmops.remote.gemini.VertexClient;
import dev.llmops.remote.huggingface.HuggingFaceClient;
import dev.llmops.remote.mistral.MistralClient;
import dev.llmops.remote.ollama.OllamaClient;
import dev.llmops.remote.openai.Api;
import dev.llmops.remote.openai.AzureOpenAiClient;
import dev.llmops.remote.openai.CompatibleServer;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.remote.openai.OpenAiCompatibleClient;
import java.util.List;
import java.util.stream.Stream;

/** The providers that aimock plays, a row each. */
final class PlayedModels {
    private static final String GPT = "gpt-4o-mini";
    private static final String CLAUDE = "claude-3-5-haiku-20241022";
    private static final String CLAUDE_ON_BEDROCK = "anthropic.claude-3-haiku-20240307-v1:0";
    private static final String GEMINI = "gemini-2.0-flash";
    private static final String COMMAND = "command-r-plus-08-2024";
    private static final String MISTRAL = "mistral-small-latest";
    private static final String JAMBA = "jamba-large";
    private static final String LLAMA = "llama3.1";

    private PlayedModels() {}

    /** {@return all of them} */
    static List<PlayedModel> all() {
        return Stream.of(openAi(), others(), google(), amazon(), compatibleWithOwnClients(), compatible())
                .flatMap(List::stream)
                .toList();
    }

    private static List<PlayedModel> openAi() {
        return List.of(
                PlayedModel.of(
                        "OpenAI chat",
                        "/v1",
                        GPT,
                        "/v1/chat/completions",
                        at -> OpenAiClient.builder(GPT).connection(at).build()),
                PlayedModel.of(
                        "OpenAI Responses",
                        "/v1",
                        GPT,
                        "/v1/responses",
                        at -> OpenAiClient.builder(GPT)
                                .api(Api.RESPONSES)
                                .connection(at)
                                .build()),
                PlayedModel.of(
                        "Azure OpenAI",
                        "",
                        "d-1",
                        "/openai/deployments/d-1/chat/completions?api-version=2024-10-21",
                        at -> AzureOpenAiClient.builder("d-1")
                                .apiVersion("2024-10-21")
                                .connection(at)
                                .build()));
    }

    private static List<PlayedModel> others() {
        return List.of(
                PlayedModel.of(
                        "Anthropic",
                        "",
                        CLAUDE,
                        "/v1/messages",
                        at -> AnthropicClient.builder(CLAUDE).connection(at).build()),
                PlayedModel.of(
                                "Cohere",
                                "",
                                COMMAND,
                                "/v2/chat",
                                at -> CohereClient.builder(COMMAND)
                                        .connection(at)
                                        .build())
                        .without(Gap.REASONING),
                PlayedModel.of(
                                "Ollama",
                                "",
                                LLAMA,
                                "/api/chat",
                                at -> OllamaClient.builder(LLAMA).connection(at).build())
                        .without(Gap.USAGE, Gap.CALL_IDS, Gap.RESULT_IDS, Gap.REASONING));
    }

    private static List<PlayedModel> google() {
        String gemini = "/v1beta/models/" + GEMINI;
        String vertex = "/v1/projects/p-1/locations/europe-west1/publishers/google/models/" + GEMINI;
        return List.of(
                PlayedModel.of(
                                "Gemini",
                                "/v1beta",
                                GEMINI,
                                gemini + ":generateContent",
                                at -> GeminiClient.builder(GEMINI)
                                        .connection(at)
                                        .build())
                        .streamedAt(gemini + ":streamGenerateContent?alt=sse")
                        .without(Gap.CALL_IDS, Gap.TEXT_RESULTS),
                PlayedModel.of(
                                "Vertex",
                                "/v1",
                                GEMINI,
                                vertex + ":generateContent",
                                at -> VertexClient.builder(GEMINI, "p-1", "europe-west1")
                                        .connection(at)
                                        .build())
                        .streamedAt(vertex + ":streamGenerateContent?alt=sse")
                        .without(Gap.CALL_IDS, Gap.TEXT_RESULTS));
    }

    private static List<PlayedModel> amazon() {
        // aimock takes the model's name from the path as it stands there
        String name = CLAUDE_ON_BEDROCK.replace(":", "%3A");
        return List.of(PlayedModel.of(
                        "Bedrock",
                        "",
                        name,
                        "/model/" + name + "/converse",
                        at -> BedrockClient.builder(CLAUDE_ON_BEDROCK)
                                .region("eu-west-1")
                                .connection(at)
                                .build())
                .streamedAt("/model/" + name + "/converse-stream"));
    }

    private static List<PlayedModel> compatible() {
        return List.of(
                compatible("Groq", "/openai/v1", CompatibleServer.GROQ),
                compatible("OpenRouter", "/api/v1", CompatibleServer.OPENROUTER),
                compatible("vLLM", "/v1", CompatibleServer.VLLM),
                compatible("any other server", "/of/its/own/v1", CompatibleServer.of("own", "http://127.0.0.1")));
    }

    private static List<PlayedModel> compatibleWithOwnClients() {
        return List.of(
                PlayedModel.of(
                                "Mistral",
                                "/v1",
                                MISTRAL,
                                "/v1/chat/completions",
                                at -> MistralClient.builder(MISTRAL)
                                        .connection(at)
                                        .build())
                        .without(Gap.STREAMED_USAGE, Gap.CALL_IDS),
                PlayedModel.of(
                                "AI21",
                                "/studio/v1",
                                JAMBA,
                                "/studio/v1/chat/completions",
                                at -> Ai21Client.builder(JAMBA).connection(at).build())
                        .without(Gap.STREAMED_USAGE),
                PlayedModel.of(
                        "Hugging Face",
                        "/v1",
                        LLAMA,
                        "/v1/chat/completions",
                        at -> HuggingFaceClient.builder(LLAMA).connection(at).build()));
    }

    private static PlayedModel compatible(String name, String base, CompatibleServer server) {
        return PlayedModel.of(
                name,
                base,
                LLAMA,
                base + "/chat/completions",
                at -> OpenAiCompatibleClient.builder(server, LLAMA)
                        .connection(at)
                        .build());
    }
}
