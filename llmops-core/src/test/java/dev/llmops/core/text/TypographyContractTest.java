package dev.llmops.core.text;

import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.testing.PostprocessorContract;
import java.util.List;

class TypographyContractTest extends PostprocessorContract {
    @Override
    protected Postprocessor postprocessor() {
        return Typography.standard();
    }

    @Override
    protected List<String> fragments() {
        return List.of(
                "This is in the the manual , and a old one. ",
                "the rest ",
                "(",
                "```\n",
                "\n\n",
                "\"",
                "i think ",
                "[1] ");
    }
}
