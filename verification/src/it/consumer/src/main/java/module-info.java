/** Reads every published module by its module name. */
module consumer {
    requires dev.llmops.core;
    requires dev.llmops.eval;
    requires dev.llmops.eval.cli;
    requires dev.llmops.eval.junit;
    requires dev.llmops.lucene;
    requires dev.llmops.onnx;
    requires dev.llmops.remote;
    requires dev.llmops.template;
}
