/** Runs, compares, gates and reports from a terminal. */
module dev.llmops.eval.cli {
    requires transitive dev.llmops.eval;
    requires info.picocli;
    requires static transitive org.jspecify;

    exports dev.llmops.eval.cli;

    // picocli makes the commands and sets their fields.
    opens dev.llmops.eval.cli to
            info.picocli;
}
