/** Language models, embeddings and classifiers in the JVM, on ONNX Runtime. */
module dev.llmops.onnx {
    requires transitive dev.llmops.api;
    requires dev.llmops.template;
    requires static transitive org.jspecify;
    requires com.microsoft.onnxruntime;
    requires ai.djl.tokenizers;
    requires ai.djl.api;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports dev.llmops.onnx;

    provides dev.llmops.api.spi.StageProvider with
            dev.llmops.onnx.provider.OnnxClassifierProvider,
            dev.llmops.onnx.provider.OnnxEmbeddingProvider,
            dev.llmops.onnx.provider.OnnxEntityProvider,
            dev.llmops.onnx.provider.OnnxModelProvider,
            dev.llmops.onnx.provider.OnnxRerankerProvider;
}
