/** A stage in a jar of its own: a glossary that pipelines can rest on. */
module dev.llmops.samples.glossary {
    requires dev.llmops.api;
    requires static org.jspecify;

    provides dev.llmops.api.spi.StageProvider with
            dev.llmops.samples.glossary.GlossaryProvider;
}
