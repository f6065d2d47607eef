/** Data sets as tests, and gates that compare with baselines kept in git. */
module dev.llmops.eval.junit {
    requires transitive dev.llmops.eval;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;
}
