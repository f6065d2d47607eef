package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.LlmException;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every preprocessor must do: lose nothing, and know where everything came from.
 *
 * <pre>{@code
 * class TrimmerTest extends PreprocessorContract {
 *     @Override
 *     protected Preprocessor preprocessor() {
 *         return new Trimmer();
 *     }
 *
 *     @Override
 *     protected boolean isIdempotent() {
 *         return true;
 *     }
 * }
 * }</pre>
 */
public abstract class PreprocessorContract {
    private static final int TEXTS = 200;

    /** Creates the tests. */
    protected PreprocessorContract() {}

    /** {@return the preprocessor} */
    protected abstract Preprocessor preprocessor();

    /** {@return texts that the preprocessor has something to do with} */
    protected List<String> fragments() {
        return List.of();
    }

    /** {@return whether a text that was processed is not changed when it is processed again} */
    protected boolean isIdempotent() {
        return false;
    }

    /** The words as they were typed are always there. */
    @Test
    public void neverLosesTheOriginal() {
        Preprocessor preprocessor = preprocessor();

        prompts()
                .forEach((name, prompt) -> process(preprocessor, prompt)
                        .ifPresent(
                                result -> assertThat(result.original()).as(name).isEqualTo(prompt.original())));
    }

    /** Every position of the text leads to a position of the original, in the same order. */
    @Test
    public void offsetsLeadToTheOriginal() {
        Preprocessor preprocessor = preprocessor();

        prompts()
                .forEach((name, prompt) ->
                        process(preprocessor, prompt).ifPresent(result -> assertLeadsBack(name, result)));
    }

    /** Offsets still lead to the original when something was rewritten before. */
    @Test
    public void offsetsLeadThroughEarlierSteps() {
        Preprocessor preprocessor = preprocessor();

        prompts().forEach((name, prompt) -> {
            Prompt typed = Prompt.of("»» " + prompt.text());
            OffsetMap map = OffsetMap.builder()
                    .replaced(3, 0)
                    .kept(prompt.text().length())
                    .build();
            process(preprocessor, typed.withText(prompt.text(), map)).ifPresent(result -> {
                HostileTexts.assertEqual(result.original(), typed.original(), name);
                assertLeadsBack(name, result);
            });
        });
    }

    /** What else belongs to a prompt is kept: conversation, attachments, metadata. */
    @Test
    public void keepsWhatElseBelongsToThePrompt() {
        Prompt prompt = Prompt.builder("Hello there, how are you?")
                .conversation("c1")
                .metadata("tenant", "t1")
                .build();

        Prompt result = preprocessor().process(prompt, TestContext.create());

        assertThat(result.conversation()).contains("c1");
        assertThat(result.metadata()).containsEntry("tenant", "t1");
        assertThat(result.attachments()).isEqualTo(prompt.attachments());
    }

    /** The same text is rewritten alike every time, by every thread. */
    @Test
    public void rewritesAlikeOnManyThreads() {
        Preprocessor preprocessor = preprocessor();
        List<Runnable> checks = new ArrayList<>();
        prompts()
                .forEach((name, prompt) -> process(preprocessor, prompt)
                        .ifPresent(expected -> checks.add(() -> HostileTexts.assertEqual(
                                preprocessor
                                        .process(prompt, TestContext.create())
                                        .text(),
                                expected.text(),
                                name))));

        Background.onManyThreads(checks);
    }

    /** Where that is declared, a second time changes nothing. */
    @Test
    public void changesNothingTheSecondTime() {
        assumeTrue(isIdempotent(), "this preprocessor does not say that it is idempotent");
        Preprocessor preprocessor = preprocessor();

        prompts()
                .forEach((name, prompt) -> process(preprocessor, prompt)
                        .ifPresent(once -> HostileTexts.assertEqual(
                                preprocessor
                                        .process(Prompt.of(once.text()), TestContext.create())
                                        .text(),
                                once.text(),
                                name)));
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        assertThatThrownBy(() -> preprocessor().process(null, StageContext.detached()))
                .isInstanceOf(LlmException.class);
    }

    /** {@return the result; nothing if the text has nothing that could be left over and is refused for that} */
    private static Optional<Prompt> process(Preprocessor preprocessor, Prompt prompt) {
        try {
            return Optional.of(preprocessor.process(prompt, TestContext.create()));
        } catch (InvalidInputException e) {
            boolean hasWords = prompt.text().codePoints().anyMatch(Character::isLetterOrDigit);
            if (hasWords) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static void assertLeadsBack(String name, Prompt result) {
        String text = result.text();
        String original = result.original();
        OffsetMap offsets = result.offsets();
        if (offsets.isIdentity()) {
            HostileTexts.assertEqual(text, original, name + ": the text, which maps to itself");
            return;
        }
        int last = 0;
        for (int at = 0; at < text.length(); at++) {
            int start = offsets.toSourceStart(at);
            int end = offsets.toSourceEnd(at + 1);
            if (start < last || end < start || end > original.length()) {
                throw new AssertionError(name + ": character " + at + " of " + text.length() + " leads to [" + start
                        + ", " + end + ") of " + original.length() + ", the one before it to " + last);
            }
            last = start;
        }
        assertThat(offsets.toSourceEnd(text.length()))
                .as("%s: the end of the text", name)
                .isLessThanOrEqualTo(original.length());
    }

    private Map<String, Prompt> prompts() {
        Map<String, Prompt> prompts = new TreeMap<>();
        HostileTexts.all().forEach((name, text) -> prompts.put(name, Prompt.of(text)));
        fragments().stream()
                .filter(text -> !text.isBlank())
                .forEach(text -> prompts.put("fragment " + prompts.size(), Prompt.of(text)));
        for (long seed = 0; seed < TEXTS; seed++) {
            String text = HostileTexts.random(new Random(seed), fragments());
            if (!text.isBlank()) {
                prompts.put("seed " + seed, Prompt.of(text));
            }
        }
        return prompts;
    }
}
