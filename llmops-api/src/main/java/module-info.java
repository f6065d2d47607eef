/** Contracts and values of llmops: what a stage, a model client and a host application share. */
module dev.llmops.api {
    requires static transitive org.jspecify;

    exports dev.llmops.api;
    exports dev.llmops.api.batch;
    exports dev.llmops.api.embedding;
    exports dev.llmops.api.grounding;
    exports dev.llmops.api.model;
    exports dev.llmops.api.pipeline;
    exports dev.llmops.api.safety;
    exports dev.llmops.api.spi;
    exports dev.llmops.api.text;
    exports dev.llmops.api.tool;
    exports dev.llmops.api.tuning;

    uses dev.llmops.api.spi.StageProvider;
}
