/** Document search in process, by words and by meaning. */
module dev.llmops.lucene {
    requires transitive dev.llmops.api;
    requires static transitive org.jspecify;
    requires org.apache.lucene.core;
    requires org.apache.lucene.analysis.common;
    requires static org.jsoup;
    requires static org.apache.pdfbox;

    exports dev.llmops.lucene;

    provides dev.llmops.api.spi.StageProvider with
            dev.llmops.lucene.DocumentSearchProvider;
}
