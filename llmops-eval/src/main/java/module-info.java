/** Metrics, data sets, judges, reports and release gates. */
module dev.llmops.eval {
    requires transitive dev.llmops.api;
    requires transitive dev.llmops.core;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires dev.llmops.template;
    requires org.snakeyaml.engine;

    exports dev.llmops.eval.arena;
    exports dev.llmops.eval.benchmark;
    exports dev.llmops.eval.catalog;
    exports dev.llmops.eval.classification;
    exports dev.llmops.eval.compare;
    exports dev.llmops.eval.dataset;
    exports dev.llmops.eval.feedback;
    exports dev.llmops.eval.gate;
    exports dev.llmops.eval.judge;
    exports dev.llmops.eval.quality;
    exports dev.llmops.eval.rag;
    exports dev.llmops.eval.random;
    exports dev.llmops.eval.report;
    exports dev.llmops.eval.retrieval;
    exports dev.llmops.eval.run;
    exports dev.llmops.eval.safety;
    exports dev.llmops.eval.selfcheck;
    exports dev.llmops.eval.statistics;
    exports dev.llmops.eval.text;
    exports dev.llmops.eval;
}
