/** Data sets as tests, and gates that compare with baselines kept in git. */
module dev.llmops.eval.junit {
    requires transitive dev.llmops.eval;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;
    requires static transitive org.jspecify;

    exports dev.llmops.eval.junit;

    // JUnit makes the extensions, which are no API.
    opens dev.llmops.eval.junit to
            org.junit.platform.commons;
}
