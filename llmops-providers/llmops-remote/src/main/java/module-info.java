/** Clients of remote model providers. */
module dev.llmops.remote {
    requires static transitive org.jspecify;
    requires transitive dev.llmops.api;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires okio;
    requires org.slf4j;

    exports dev.llmops.remote.ai21;
    exports dev.llmops.remote.anthropic;
    exports dev.llmops.remote.bedrock;
    exports dev.llmops.remote.cohere;
    exports dev.llmops.remote.gemini;
    exports dev.llmops.remote.huggingface;
    exports dev.llmops.remote.mistral;
    exports dev.llmops.remote.ollama;
    exports dev.llmops.remote.openai;
    exports dev.llmops.remote.voyage;
    exports dev.llmops.remote;

    provides dev.llmops.api.spi.StageProvider with
            dev.llmops.remote.provider.Ai21Provider,
            dev.llmops.remote.provider.AnthropicProvider,
            dev.llmops.remote.provider.AzureOpenAiEmbeddingProvider,
            dev.llmops.remote.provider.AzureOpenAiProvider,
            dev.llmops.remote.provider.BedrockEmbeddingProvider,
            dev.llmops.remote.provider.BedrockProvider,
            dev.llmops.remote.provider.CohereEmbeddingProvider,
            dev.llmops.remote.provider.CohereProvider,
            dev.llmops.remote.provider.CohereRerankerProvider,
            dev.llmops.remote.provider.GeminiEmbeddingProvider,
            dev.llmops.remote.provider.GeminiProvider,
            dev.llmops.remote.provider.HuggingFaceEmbeddingProvider,
            dev.llmops.remote.provider.HuggingFaceProvider,
            dev.llmops.remote.provider.MistralEmbeddingProvider,
            dev.llmops.remote.provider.MistralModerationProvider,
            dev.llmops.remote.provider.MistralProvider,
            dev.llmops.remote.provider.OllamaEmbeddingProvider,
            dev.llmops.remote.provider.OllamaProvider,
            dev.llmops.remote.provider.OpenAiCompatibleProvider,
            dev.llmops.remote.provider.OpenAiEmbeddingProvider,
            dev.llmops.remote.provider.OpenAiModerationProvider,
            dev.llmops.remote.provider.OpenAiProvider,
            dev.llmops.remote.provider.TgiProvider,
            dev.llmops.remote.provider.VertexEmbeddingProvider,
            dev.llmops.remote.provider.VertexProvider,
            dev.llmops.remote.provider.VoyageEmbeddingProvider,
            dev.llmops.remote.provider.VoyageRerankerProvider;
}
