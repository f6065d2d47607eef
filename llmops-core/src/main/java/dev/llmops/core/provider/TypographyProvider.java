package dev.llmops.core.provider;

import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.text.Typography;

/** Makes {@code typography}; settings {@code ellipsis} and {@code dash}. */
public final class TypographyProvider implements StageProvider<Postprocessor> {
    @Override
    public Class<Postprocessor> stage() {
        return Postprocessor.class;
    }

    @Override
    public String name() {
        return "typography";
    }

    @Override
    public Postprocessor create(StageConfig config) {
        Typography.Builder builder = Typography.builder();
        config.constant("ellipsis", Typography.Ellipsis.class).ifPresent(builder::ellipsis);
        config.constant("dash", Typography.Dash.class).ifPresent(builder::dash);
        return builder.build();
    }

    @Override
    public String description() {
        return "Polishes the typography of the answer, also while it streams; code stays as it is.";
    }
}
