/** Fakes, recordings and contract tests. */
module dev.llmops.testing {
    requires transitive dev.llmops.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.llmops.testing;
}
