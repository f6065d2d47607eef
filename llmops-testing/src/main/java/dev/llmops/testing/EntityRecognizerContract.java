package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.text.Entity;
import dev.llmops.api.text.EntityRecognizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What every recogniser of entities must do: find what a text names, and say where, in UTF-16 units.
 *
 * <pre>{@code
 * class NamesTest extends EntityRecognizerContract {
 *     @Override
 *     protected EntityRecognizer recognizer() {
 *         return OnnxEntityRecognizer.open(MODEL);
 *     }
 *
 *     @Override
 *     protected String text() {
 *         return "Maria Keller lives in Berlin.";
 *     }
 *
 *     @Override
 *     protected List<String> named() {
 *         return List.of("PERSON: Maria Keller", "LOCATION: Berlin");
 *     }
 * }
 * }</pre>
 */
public abstract class EntityRecognizerContract {
    /** Two characters of two units each, and one of one. */
    private static final String BEFORE = "\ud83d\ude00\ud83d\ude80 ";

    /** Creates the tests. */
    protected EntityRecognizerContract() {}

    /** {@return a recogniser, as often as it is asked} */
    protected abstract EntityRecognizer recognizer();

    /** {@return a text that names something} */
    protected abstract String text();

    /** {@return what {@link #text()} names, in order, as {@code TYPE: text}} */
    protected abstract List<String> named();

    /** {@return whether a text may be anything at all; a recogniser whose provider refuses some texts says no} */
    protected boolean takesEveryText() {
        return true;
    }

    /** What the text names is found, with its type. */
    @Test
    public void findsWhatTheTextNames() {
        assertThat(recognize(recognizer(), text()))
                .extracting(EntityRecognizerContract::described)
                .containsExactlyElementsOf(named());
    }

    /** An entity is where it says it is, and comes in the order of the text. */
    @Test
    public void saysWhereItStands() {
        String text = text();

        assertSound(recognize(recognizer(), text), text);
    }

    /** Positions count UTF-16 units, and characters of two units count twice. */
    @Test
    public void countsUnitsNotCharacters() {
        EntityRecognizer recognizer = recognizer();
        List<Entity> plain = recognize(recognizer, text());

        List<Entity> moved = recognize(recognizer, BEFORE + text());

        assertThat(moved).extracting(EntityRecognizerContract::described).containsExactlyElementsOf(named());
        for (int i = 0; i < plain.size(); i++) {
            assertThat(moved.get(i).start()).isEqualTo(plain.get(i).start() + BEFORE.length());
            assertThat(moved.get(i).end()).isEqualTo(plain.get(i).end() + BEFORE.length());
        }
    }

    /** A long text is read to its end. */
    @Test
    public void readsLongTextsToTheEnd() {
        String text = (text() + "\n").repeat(100);

        List<Entity> entities = recognize(recognizer(), text);

        assertSound(entities, text);
        assertThat(entities).hasSize(100 * named().size());
    }

    /** Nothing names nothing. */
    @Test
    public void findsNothingInNothing() {
        assertThat(recognize(recognizer(), "")).isEmpty();
        assertThat(recognize(recognizer(), " \n ")).isEmpty();
    }

    /** Strange texts are read; a recogniser that does not take every text may refuse them instead. */
    @Test
    public void takesHostileTexts() {
        EntityRecognizer recognizer = recognizer();

        HostileTexts.all().forEach((name, text) -> {
            try {
                assertSound(recognize(recognizer, text), text);
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
        EntityRecognizer recognizer = recognizer();

        Background.sideBySide(4, thread -> {
            for (int i = 0; i < 5; i++) {
                assertThat(recognize(recognizer, text() + " ".repeat(thread)))
                        .extracting(EntityRecognizerContract::described)
                        .containsExactlyElementsOf(named());
            }
        });
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        EntityRecognizer recognizer = recognizer();

        assertThatThrownBy(() -> recognizer.recognize(null, CallControl.detached()))
                .isInstanceOf(LlmException.class);
    }

    private static List<Entity> recognize(EntityRecognizer recognizer, String text) {
        return recognizer.recognize(text, CallControl.detached());
    }

    private static String described(Entity entity) {
        return entity.type() + ": " + entity.text();
    }

    private static void assertSound(List<Entity> entities, String text) {
        int last = 0;
        for (Entity entity : entities) {
            assertThat(entity.start()).isGreaterThanOrEqualTo(last);
            assertThat(entity.end()).isGreaterThan(entity.start()).isLessThanOrEqualTo(text.length());
            assertThat(entity.text()).isEqualTo(text.substring(entity.start(), entity.end()));
            assertThat(entity.type()).isEqualTo(entity.type().toUpperCase(Locale.ROOT));
            last = entity.start();
        }
    }
}
