package dev.llmops.core.text;

import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.testing.PreprocessorContract;
import java.util.List;

class TextCleanerContractTest extends PreprocessorContract {
    @Override
    protected Preprocessor preprocessor() {
        return TextCleaner.standard();
    }

    @Override
    protected List<String> fragments() {
        return List.of("schÃ¶ne GrÃ¼ÃŸe ", "\r\n", "  ", "\u200B", "\u202E", "e\u0301", "```\n", "РџСЂРёРІРµС‚ ");
    }

    @Override
    protected boolean isIdempotent() {
        return true;
    }
}
