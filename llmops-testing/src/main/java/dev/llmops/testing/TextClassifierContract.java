package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.text.TextClassifier;
import dev.llmops.api.text.TextLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every classifier of texts must do: name classes, the most certain first, and the same ones every time.
 *
 * <pre>{@code
 * class MoodTest extends TextClassifierContract {
 *     @Override
 *     protected TextClassifier classifier() {
 *         return OnnxTextClassifier.open(MODEL);
 *     }
 *
 *     @Override
 *     protected Map<String, String> examples() {
 *         return Map.of("I am very happy.", "positive", "This is terrible.", "negative");
 *     }
 * }
 * }</pre>
 */
public abstract class TextClassifierContract {
    /** Creates the tests. */
    protected TextClassifierContract() {}

    /** {@return a classifier, as often as it is asked} */
    protected abstract TextClassifier classifier();

    /** {@return texts, each with the name of the class that it surely has; at least two classes} */
    protected abstract Map<String, String> examples();

    /** {@return how much two scores of one text may differ; some hardware adds in any order} */
    protected double tolerance() {
        return 1e-4;
    }

    /** {@return whether a text may be anything at all; a classifier whose provider refuses some texts says no} */
    protected boolean takesEveryText() {
        return true;
    }

    /** Every class is named once, and the most certain one first. */
    @Test
    public void namesEachClassOnceMostCertainFirst() {
        TextClassifier classifier = classifier();

        examples().keySet().forEach(text -> assertOrdered(classify(classifier, text)));
    }

    /** A text that surely has a class gets it. */
    @Test
    public void recognisesTheExamples() {
        TextClassifier classifier = classifier();

        examples()
                .forEach((text, label) -> assertThat(
                                classify(classifier, text).get(0).name())
                        .as("the class of an example of \"%s\"", label)
                        .isEqualTo(label));
    }

    /** The same text gets the same classes, whatever was classified in between. */
    @Test
    public void judgesTheSameTextAlike() {
        TextClassifier classifier = classifier();
        List<String> texts = new ArrayList<>(examples().keySet());
        List<List<TextLabel>> first =
                texts.stream().map(text -> classify(classifier, text)).toList();

        for (int i = texts.size() - 1; i >= 0; i--) {
            assertAlike(classify(classifier, texts.get(i)), first.get(i));
        }
    }

    /** A text without words is classified all the same. */
    @Test
    public void takesAnEmptyText() {
        assertOrdered(classify(classifier(), ""));
    }

    /** Strange texts are classified; a classifier that does not take every text may refuse them instead. */
    @Test
    public void takesHostileTexts() {
        TextClassifier classifier = classifier();

        HostileTexts.all().forEach((name, text) -> {
            try {
                assertOrdered(classify(classifier, text));
            } catch (LlmException e) {
                if (takesEveryText()) {
                    throw new AssertionError("Refused the sample \"" + name + "\".", e);
                }
            }
        });
    }

    /** Threads do not disturb each other. */
    @Test
    public void servesManyThreadsAtOnce() {
        TextClassifier classifier = classifier();
        List<String> texts = new ArrayList<>(examples().keySet());
        List<List<TextLabel>> expected =
                texts.stream().map(text -> classify(classifier, text)).toList();

        Background.sideBySide(4, thread -> {
            for (int i = 0; i < texts.size(); i++) {
                int at = (i + thread) % texts.size();
                assertAlike(classify(classifier, texts.get(at)), expected.get(at));
            }
        });
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        TextClassifier classifier = classifier();

        assertThatThrownBy(() -> classifier.classify(null, CallControl.detached()))
                .isInstanceOf(LlmException.class);
    }

    private static List<TextLabel> classify(TextClassifier classifier, String text) {
        return classifier.classify(text, CallControl.detached());
    }

    private static void assertOrdered(List<TextLabel> labels) {
        assertThat(labels).isNotEmpty().extracting(TextLabel::name).doesNotHaveDuplicates();
        for (int i = 1; i < labels.size(); i++) {
            assertThat(labels.get(i).score())
                    .isLessThanOrEqualTo(labels.get(i - 1).score());
        }
    }

    private void assertAlike(List<TextLabel> actual, List<TextLabel> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (TextLabel label : expected) {
            assertThat(actual)
                    .filteredOn(each -> each.name().equals(label.name()))
                    .singleElement()
                    .satisfies(each -> assertThat(each.score()).isCloseTo(label.score(), within(tolerance())));
        }
    }
}
