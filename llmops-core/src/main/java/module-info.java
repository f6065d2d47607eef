/** The pipeline engine and its built-in stages. */
@SuppressWarnings("module") // llmops-eval is built after this module, so it is not known here yet.
module dev.llmops.core {
    requires transitive dev.llmops.api;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires json.schema;

    exports dev.llmops.core;
    exports dev.llmops.core.citation;
    exports dev.llmops.core.compose;
    exports dev.llmops.core.entity;
    exports dev.llmops.core.extractive;
    exports dev.llmops.core.grounding;
    exports dev.llmops.core.memory;
    exports dev.llmops.core.model;
    exports dev.llmops.core.safety;
    exports dev.llmops.core.schema;
    exports dev.llmops.core.text;
    exports dev.llmops.core.concurrent to
            dev.llmops.eval;

    provides dev.llmops.api.spi.StageProvider with
            dev.llmops.core.provider.CitationsProvider,
            dev.llmops.core.provider.ConversationMemoryProvider,
            dev.llmops.core.provider.EntityFinderProvider,
            dev.llmops.core.provider.ExtractiveModelProvider,
            dev.llmops.core.provider.FallbackProvider,
            dev.llmops.core.provider.ParallelProvider,
            dev.llmops.core.provider.PiiProvider,
            dev.llmops.core.provider.SpotlightingProvider,
            dev.llmops.core.provider.TextCleanerProvider,
            dev.llmops.core.provider.TypographyProvider;
}
