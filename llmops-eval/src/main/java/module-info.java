/** Metrics, data sets, judges, reports and release gates. */
module dev.llmops.eval {
    requires transitive dev.llmops.api;
    requires static transitive org.jspecify;

    exports dev.llmops.eval.retrieval;
}
