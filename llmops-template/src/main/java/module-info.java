/** Templates in the Jinja language. */
module dev.llmops.template {
    requires transitive dev.llmops.api;
    requires static transitive org.jspecify;

    exports dev.llmops.template;
}
