/** Metrics, data sets, judges, reports and release gates. */
module dev.llmops.eval {
    requires transitive dev.llmops.api;
    requires transitive dev.llmops.core;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.snakeyaml.engine;

    exports dev.llmops.eval;
    exports dev.llmops.eval.arena;
    exports dev.llmops.eval.classification;
    exports dev.llmops.eval.compare;
    exports dev.llmops.eval.quality;
    exports dev.llmops.eval.random;
    exports dev.llmops.eval.retrieval;
    exports dev.llmops.eval.run;
    exports dev.llmops.eval.safety;
    exports dev.llmops.eval.statistics;
}
