/** Reads data sets from Parquet files. */
module dev.llmops.eval.parquet {
    requires transitive dev.llmops.eval;
    requires static transitive org.jspecify;
}
