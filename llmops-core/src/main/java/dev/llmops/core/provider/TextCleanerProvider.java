package dev.llmops.core.provider;

import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.text.TextCleaner;

/** Makes {@code text-cleaner}; its settings are the switches of the builder, with hyphens. */
public final class TextCleanerProvider implements StageProvider<Preprocessor> {
    @Override
    public Class<Preprocessor> stage() {
        return Preprocessor.class;
    }

    @Override
    public String name() {
        return "text-cleaner";
    }

    @Override
    public Preprocessor create(StageConfig config) {
        TextCleaner.Builder builder = TextCleaner.builder();
        config.flag("repair-encoding").ifPresent(builder::repairEncoding);
        config.flag("remove-terminal-escapes").ifPresent(builder::removeTerminalEscapes);
        config.flag("remove-invisible").ifPresent(builder::removeInvisible);
        config.flag("compose").ifPresent(builder::compose);
        config.flag("collapse-white-space").ifPresent(builder::collapseWhiteSpace);
        config.flag("decode-html-entities").ifPresent(builder::decodeHtmlEntities);
        config.flag("split-ligatures").ifPresent(builder::splitLigatures);
        config.flag("fold-widths").ifPresent(builder::foldWidths);
        config.flag("straighten-quotes").ifPresent(builder::straightenQuotes);
        return builder.build();
    }

    @Override
    public String description() {
        return "Repairs and normalises the text of the prompt: encoding, invisible characters, white space.";
    }
}
