/** Runs, compares, gates and reports from a terminal. */
module dev.llmops.eval.cli {
    requires transitive dev.llmops.eval;
    requires info.picocli;
    requires static transitive org.jspecify;
}
