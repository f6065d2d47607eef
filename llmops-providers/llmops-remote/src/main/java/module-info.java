/** Clients of remote model providers. */
module dev.llmops.remote {
    requires transitive dev.llmops.api;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires okio;
    requires org.slf4j;

    exports dev.llmops.remote;
    exports dev.llmops.remote.anthropic;
    exports dev.llmops.remote.bedrock;
    exports dev.llmops.remote.openai;

    provides dev.llmops.api.spi.StageProvider with
            dev.llmops.remote.provider.OpenAiProvider;
}
