package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.TextFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every postprocessor must do; above all, do to a stream what it does to the whole text.
 *
 * <pre>{@code
 * class TidyQuotesTest extends PostprocessorContract {
 *     @Override
 *     protected Postprocessor postprocessor() {
 *         return new TidyQuotes();
 *     }
 *
 *     @Override
 *     protected List<String> fragments() {
 *         return List.of("\"", "''", " \"quoted\" ");
 *     }
 * }
 * }</pre>
 */
public abstract class PostprocessorContract {
    private static final int TEXTS = 200;
    private static final int CUTS = 6;

    /** Creates the tests. */
    protected PostprocessorContract() {}

    /** {@return the postprocessor} */
    protected abstract Postprocessor postprocessor();

    /** {@return texts that the postprocessor has something to do with, whole and in parts} */
    protected List<String> fragments() {
        return List.of();
    }

    /** {@return an answer of {@code text}, with whatever else the postprocessor needs to work on} */
    protected Answer answer(String text) {
        return Answer.builder(ModelResponse.of(text)).build();
    }

    /** What the model said is always there, whatever becomes of the answer. */
    @Test
    public void keepsTheResponseOfTheModel() {
        Postprocessor postprocessor = postprocessor();

        texts().forEach((name, text) -> {
            Answer answer = answer(text);
            assertThat(process(postprocessor, answer).response()).as(name).isSameAs(answer.response());
        });
    }

    /** Tool calls, attachments and the record of the call are not a postprocessor's business. */
    @Test
    public void keepsWhatElseBelongsToTheAnswer() {
        Answer answer = answer("Hello there.");

        Answer result = process(postprocessor(), answer);

        assertThat(result.toolCalls()).isEqualTo(answer.toolCalls());
        assertThat(result.attachments()).isEqualTo(answer.attachments());
        assertThat(result.finishReason()).isEqualTo(answer.finishReason());
        assertThat(result.record().callId()).isEqualTo(answer.record().callId());
    }

    /** The same answer becomes the same every time, on every thread. */
    @Test
    public void worksAlikeOnManyThreads() {
        Postprocessor postprocessor = postprocessor();
        List<Runnable> checks = new ArrayList<>();
        texts().forEach((name, text) -> {
            String expected = process(postprocessor, answer(text)).text();
            checks.add(() -> HostileTexts.assertEqual(
                    process(postprocessor, answer(text)).text(), expected, name));
        });

        Background.onManyThreads(checks);
    }

    /** A stream comes out as the whole text does, however it was cut. */
    @Test
    public void filtersAStreamAsItProcessesTheWhole() {
        Postprocessor postprocessor = streaming();

        texts().forEach((name, text) -> {
            String whole = process(postprocessor, answer(text)).text();
            Random random = new Random(name.hashCode());
            for (int cut = 0; cut < CUTS; cut++) {
                List<String> pieces = HostileTexts.cut(random, text);
                HostileTexts.assertEqual(
                        filtered(filter(postprocessor), pieces), whole, name + ", in " + pieces.size() + " pieces");
            }
            if (text.length() < 10_000) {
                HostileTexts.assertEqual(
                        filtered(filter(postprocessor), characters(text)), whole, name + ", one character at a time");
            }
        });
        assertThat(filtered(filter(postprocessor), List.of()))
                .as("no text at all")
                .isEqualTo(process(postprocessor, answer("")).text());
    }

    /** Who offers a filter changes nothing but the text. */
    @Test
    public void changesOnlyTheTextIfItHasAFilter() {
        Postprocessor postprocessor = streaming();

        texts().forEach((name, text) -> {
            Answer answer = answer(text);
            Answer result = process(postprocessor, answer);
            assertThat(result.citations()).as(name).isEqualTo(answer.citations());
            assertThat(result.reasoning()).as(name).isEqualTo(answer.reasoning());
            assertThat(result.evidence()).as(name).isEqualTo(answer.evidence());
        });
    }

    /** Each stream has a filter of its own, which holds back no negative number of characters. */
    @Test
    public void hasAFilterForEachStream() {
        Postprocessor postprocessor = streaming();

        assertThat(filter(postprocessor)).isNotSameAs(filter(postprocessor));
        assertThat(filter(postprocessor).horizon()).isNotNegative();
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        assertThatThrownBy(() -> postprocessor().process(null, StageContext.detached()))
                .isInstanceOf(LlmException.class);
    }

    private Postprocessor streaming() {
        Postprocessor postprocessor = postprocessor();
        assumeTrue(postprocessor.filter().isPresent(), "this postprocessor has no filter for streams");
        return postprocessor;
    }

    private static TextFilter filter(Postprocessor postprocessor) {
        return postprocessor
                .filter()
                .orElseThrow(() -> new AssertionError("There was a filter, and now there is none."));
    }

    private static String filtered(TextFilter filter, List<String> pieces) {
        StringBuilder out = new StringBuilder();
        pieces.forEach(piece -> filter.feed(piece, out::append));
        filter.finish(out::append);
        return out.toString();
    }

    private static List<String> characters(String text) {
        return text.chars().mapToObj(unit -> String.valueOf((char) unit)).toList();
    }

    private static Answer process(Postprocessor postprocessor, Answer answer) {
        return postprocessor.process(answer, TestContext.create());
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>(HostileTexts.all());
        fragments().forEach(text -> texts.put("fragment " + texts.size(), text));
        for (long seed = 0; seed < TEXTS; seed++) {
            texts.put("seed " + seed, HostileTexts.random(new Random(seed), fragments()));
        }
        return texts;
    }
}
