package dev.llmops.verification.guide;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallControl;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.ai21.Ai21Client;
import dev.llmops.remote.ai21.Ai21Options;
import dev.llmops.remote.anthropic.AnthropicClient;
import dev.llmops.remote.anthropic.AnthropicOptions;
import dev.llmops.remote.anthropic.ServerTool;
import dev.llmops.remote.bedrock.AwsCredentials;
import dev.llmops.remote.bedrock.BedrockClient;
import dev.llmops.remote.bedrock.BedrockOptions;
import dev.llmops.remote.bedrock.Guardrail;
import dev.llmops.remote.cohere.CohereClient;
import dev.llmops.remote.cohere.CohereOptions;
import dev.llmops.remote.gemini.GeminiClient;
import dev.llmops.remote.gemini.GeminiOptions;
import dev.llmops.remote.gemini.VertexClient;
import dev.llmops.remote.huggingface.HuggingFaceClient;
import dev.llmops.remote.huggingface.HuggingFaceOptions;
import dev.llmops.remote.huggingface.TgiClient;
import dev.llmops.remote.huggingface.TgiOptions;
import dev.llmops.remote.mistral.MistralClient;
import dev.llmops.remote.mistral.MistralOptions;
import dev.llmops.remote.ollama.OllamaClient;
import dev.llmops.remote.ollama.OllamaOptions;
import dev.llmops.remote.openai.Api;
import dev.llmops.remote.openai.AzureOpenAiClient;
import dev.llmops.remote.openai.CompatibleServer;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.remote.openai.OpenAiCompatibleClient;
import dev.llmops.remote.openai.OpenAiOptions;
import dev.llmops.remote.openai.OpenAiResponsesOptions;
import dev.llmops.remote.openai.OpenAiTool;
import dev.llmops.remote.openai.VllmOptions;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every piece of Java in the pages of the model providers, as it stands there, against a server on this machine. */
final class ProviderSnippetsTest {
    private static final String CHAT = """
            {"choices": [{"index": 0, "finish_reason": "stop",
              "message": {"role": "assistant", "content": "P-101 and P-204."}}]}""";

    private final FaultServer server = FaultServer.start();
    private final Connection connection = Connection.builder()
            .baseUri(server.uri().toString())
            .key("not-a-key")
            .build();
    private final ModelRequest question = ModelRequest.of("Which pumps are due?");
    private final List<Passage> passages = List.of();

    @AfterEach
    void closeServer() {
        server.close();
    }

    private void willAnswer(String json) {
        server.enqueue(FaultScript.json(200, json));
    }

    private String sent() {
        return server.requests().get(0).bodyText();
    }

    private String target() {
        return server.requests().get(0).target();
    }

    @Test
    void openAi() {
        willAnswer(CHAT);

        // snippet: openAi
        String answer;
        try (OpenAiClient model =
                OpenAiClient.builder("gpt-5.2").connection(connection).build()) {
            GenerationOptions options = GenerationOptions.builder()
                    .reasoning(ReasoningOptions.of(ReasoningOptions.Effort.LOW))
                    .responseFormat(ResponseFormat.schema("pumps", "{\"type\": \"object\"}"))
                    .providerOptions(OpenAiOptions.builder()
                            .serviceTier(OpenAiOptions.ServiceTier.FLEX)
                            .verbosity(OpenAiOptions.Verbosity.LOW)
                            .member("prompt_cache_retention", "\"24h\"")
                            .build())
                    .build();
            answer = model.generate(question.withOptions(options), ModelCall.detached())
                    .text();
        }
        // end

        assertThat(answer).isEqualTo("P-101 and P-204.");
        assertThat(target()).isEqualTo("/chat/completions");
        assertThat(sent())
                .contains("\"reasoning_effort\":\"low\"", "\"verbosity\":\"low\"", "\"service_tier\":\"flex\"")
                .contains("\"prompt_cache_retention\":\"24h\"");
    }

    @Test
    void responses() {
        willAnswer("""
                {"id": "resp_1", "object": "response", "status": "completed", "output": [{"type": "message",
                  "id": "msg_1", "role": "assistant", "status": "completed",
                  "content": [{"type": "output_text", "text": "P-101.", "annotations": []}]}]}""");

        // snippet: responses
        OpenAiClient model = OpenAiClient.builder("gpt-5.2")
                .connection(connection)
                .api(Api.RESPONSES)
                .build();
        ProviderOptions tools = OpenAiResponsesOptions.builder()
                .tool(OpenAiTool.webSearch(OpenAiTool.ContextSize.LOW, "example.org"))
                .maxToolCalls(3)
                .build();
        ProviderOptions unkept = OpenAiOptions.builder().store(false).build();
        ModelResponse response = model.generate(
                question.withOptions(GenerationOptions.builder()
                        .providerOptions(tools)
                        .providerOptions(unkept)
                        .build()),
                ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101.");
        assertThat(target()).isEqualTo("/responses");
        assertThat(sent()).contains("web_search", "\"max_tool_calls\":3", "\"store\":false");
        model.close();
    }

    @Test
    void azure() {
        Credentials entra = Credentials.of("not-a-token");

        // snippet: azure
        AzureOpenAiClient model = AzureOpenAiClient.builder("my-deployment")
                .resource("my-resource")
                .entraToken(entra)
                .build();
        // end

        assertThat(model.info().provider()).isEqualTo("azure-openai");
        model.close();
    }

    @Test
    void anthropic() {
        willAnswer("""
                {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-6",
                  "stop_reason": "end_turn", "content": [{"type": "text", "text": "P-101."}],
                  "usage": {"input_tokens": 9, "output_tokens": 3, "cache_read_input_tokens": 1200}}""");

        // snippet: anthropic
        AnthropicClient model = AnthropicClient.builder("claude-sonnet-4-6")
                .connection(connection)
                .build();
        ModelRequest request = ModelRequest.of(List.of(
                        Message.system("You answer from the maintenance handbook.")
                                .cachedUpToHere(CachePoint.LONG),
                        Message.user("Which pumps are due?")))
                .withOptions(GenerationOptions.builder()
                        .reasoning(ReasoningOptions.of(ReasoningOptions.Effort.MEDIUM))
                        .providerOptions(AnthropicOptions.builder()
                                .serverTool(ServerTool.webSearch(3))
                                .build())
                        .build());
        ModelResponse response = model.generate(request, ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101.");
        assertThat(response.usage().inputTokens()).hasValue(1209);
        assertThat(target()).isEqualTo("/v1/messages");
        assertThat(sent()).contains("\"ttl\":\"1h\"", "\"effort\":\"medium\"", "web_search", "\"max_tokens\":64000");
        model.close();
    }

    @Test
    void gemini() {
        willAnswer("""
                {"candidates": [{"content": {"role": "model", "parts": [{"text": "P-101."}]},
                  "finishReason": "STOP"}]}""");

        // snippet: gemini
        GeminiClient model =
                GeminiClient.builder("gemini-2.5-flash").connection(connection).build();
        GenerationOptions options = GenerationOptions.builder()
                .reasoning(ReasoningOptions.of(ReasoningOptions.Effort.LOW))
                .providerOptions(GeminiOptions.builder()
                        .tool("googleSearch", "{}")
                        .safety(GeminiOptions.SafetyCategory.HARASSMENT, GeminiOptions.SafetyThreshold.BLOCK_ONLY_HIGH)
                        .build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101.");
        assertThat(target()).isEqualTo("/models/gemini-2.5-flash:generateContent");
        assertThat(sent()).contains("\"thinkingBudget\":1024", "googleSearch", "BLOCK_ONLY_HIGH");
        model.close();
    }

    @Test
    void vertex() {
        Credentials googleToken = Credentials.of("not-a-token");

        // snippet: vertex
        VertexClient model = VertexClient.builder("gemini-2.5-flash", "my-project", "europe-west4")
                .connection(Connection.builder().credentials(googleToken).build())
                .build();
        // end

        assertThat(model.info().provider()).isEqualTo("vertex");
        model.close();
    }

    @Test
    void ai21() {
        willAnswer(CHAT);

        // snippet: ai21
        Ai21Client model =
                Ai21Client.builder("jamba-large").connection(connection).build();
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(Ai21Options.builder()
                        .document("Pump P-101 is serviced every 4,000 hours.")
                        .build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101 and P-204.");
        assertThat(sent()).contains("\"documents\":[{\"content\":\"Pump P-101");
        model.close();
    }

    @Test
    void cohere() {
        willAnswer("""
                {"id": "1", "finish_reason": "COMPLETE",
                  "message": {"role": "assistant", "content": [{"type": "text", "text": "P-101."}]}}""");

        // snippet: cohere
        CohereClient model =
                CohereClient.builder("command-a-03-2025").connection(connection).build();
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(CohereOptions.builder()
                        .passagesAsDocuments()
                        .citations(CohereOptions.CitationMode.ACCURATE)
                        .build())
                .build();
        ModelRequest request = question.withPassages(passages).withOptions(options);
        ModelResponse response = model.generate(request, ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101.");
        assertThat(target()).isEqualTo("/v2/chat");
        assertThat(sent()).contains("\"citation_options\":{\"mode\":\"ACCURATE\"}");
        model.close();
    }

    @Test
    void mistral() {
        willAnswer(CHAT);

        // snippet: mistral
        MistralClient model = MistralClient.builder("mistral-large-latest")
                .connection(connection)
                .build();
        GenerationOptions options = GenerationOptions.builder()
                .sampling(Sampling.builder().temperature(0).seed(7).build())
                .providerOptions(MistralOptions.builder().safePrompt(true).build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101 and P-204.");
        assertThat(sent()).contains("\"random_seed\":7", "\"safe_prompt\":true");
        model.close();
    }

    @Test
    void huggingFace() {
        willAnswer(CHAT);

        // snippet: huggingFace
        HuggingFaceClient model = HuggingFaceClient.builder("openai/gpt-oss-120b:cerebras")
                .connection(connection)
                .billTo("my-organisation")
                .build();
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(HuggingFaceOptions.builder()
                        .member("repetition_penalty", "1.1")
                        .build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101 and P-204.");
        assertThat(server.requests().get(0).header("x-hf-bill-to")).hasValue("my-organisation");
        assertThat(sent()).contains("\"repetition_penalty\":1.1");
        model.close();
    }

    @Test
    void tgi() {
        willAnswer("""
                {"generated_text": " P-101.", "details": {"finish_reason": "eos_token", "generated_tokens": 4,
                  "prefill": [], "tokens": []}}""");

        // snippet: tgi
        TgiClient model = TgiClient.builder("bigscience/bloom")
                .connection(connection)
                .prompt(messages -> "Question: " + messages.get(0).text() + "\nAnswer:")
                .build();
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(TgiOptions.builder().regex(" P-[0-9]+\\.").build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo(" P-101.");
        assertThat(target()).isEqualTo("/generate");
        assertThat(sent()).contains("Question: Which pumps are due?\\nAnswer:", "\"type\":\"regex\"");
        model.close();
    }

    @Test
    void ollama() {
        willAnswer("""
                {"model": "llama3.2", "message": {"role": "assistant", "content": "P-101."}, "done": true,
                  "done_reason": "stop"}""");

        // snippet: ollama
        OllamaClient model =
                OllamaClient.builder("llama3.2").connection(connection).build();
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(OllamaOptions.builder()
                        .contextLength(16_384)
                        .keepAlive(ofMinutes(30))
                        .build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101.");
        assertThat(target()).isEqualTo("/api/chat");
        assertThat(sent()).contains("\"num_ctx\":16384", "keep_alive");
        model.close();
    }

    @Test
    void ollamaDiscovers() {
        willAnswer(
                "{\"capabilities\": [\"completion\", \"tools\"], \"model_info\": {\"llama.context_length\": 131072}}");

        // snippet: discover
        OllamaClient model =
                OllamaClient.builder("llama3.2").connection(connection).discover(CallControl.detached());
        // end

        assertThat(model.info().contextWindow()).hasValue(131_072);
        model.close();
    }

    @Test
    void bedrock() {
        willAnswer("""
                {"output": {"message": {"role": "assistant", "content": [{"text": "P-101."}]}},
                  "stopReason": "end_turn", "usage": {"inputTokens": 9, "outputTokens": 3, "totalTokens": 12}}""");

        // snippet: bedrock
        BedrockClient model = BedrockClient.builder("amazon.nova-lite-v1:0")
                .connection(connection)
                .region("us-east-1")
                .build();
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(BedrockOptions.builder()
                        .guardrail(Guardrail.of("gr-1", "2"))
                        .build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.text()).isEqualTo("P-101.");
        assertThat(target()).isEqualTo("/model/amazon.nova-lite-v1%3A0/converse");
        assertThat(sent()).contains("\"guardrailIdentifier\":\"gr-1\"");
        model.close();
    }

    @Test
    void bedrockSigned() {
        AwsCredentials keys = AwsCredentials.of("AKIANOTAKEY", "not-a-key");

        // snippet: signed
        BedrockClient model = BedrockClient.builder("us.anthropic.claude-sonnet-4-5-20250929-v1:0")
                .region("us-east-1")
                .credentials(keys)
                .build();
        // end

        assertThat(model.info().provider()).isEqualTo("bedrock");
        model.close();
    }

    @Test
    void compatible() {
        willAnswer(CHAT);

        // snippet: compatible
        OpenAiCompatibleClient model = OpenAiCompatibleClient.builder(CompatibleServer.VLLM, "Qwen/Qwen3-8B")
                .connection(connection)
                .build();
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(VllmOptions.builder().choice("yes", "no").build())
                .build();
        ModelResponse response = model.generate(question.withOptions(options), ModelCall.detached());
        // end

        assertThat(response.provider()).isEqualTo("vllm");
        assertThat(sent()).contains("\"guided_choice\":[\"yes\",\"no\"]");
        model.close();
    }

    @Test
    void anyServer() {
        // snippet: anyServer
        CompatibleServer gateway =
                CompatibleServer.of("gateway", "https://llm.example.org/v1").keyIn("GATEWAY_KEY");
        OpenAiCompatibleClient model = OpenAiCompatibleClient.fromEnv(gateway, "house-model");
        // end

        assertThat(model.info().provider()).isEqualTo("gateway");
        model.close();
    }
}
