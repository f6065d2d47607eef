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
            dev.llmops.remote.provider.OpenAiProvider;
}
