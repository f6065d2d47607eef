package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.LlmException;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.Entity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every grounder must do: find evidence that can be checked, whatever it is asked.
 *
 * <pre>{@code
 * class ManualSearchTest extends GrounderContract {
 *     @Override
 *     protected Grounder grounder() {
 *         return new ManualSearch(MANUALS);
 *     }
 *
 *     @Override
 *     protected List<String> questions() {
 *         return List.of("How is the pump serviced?");
 *     }
 *
 *     @Override
 *     protected Optional<Document> document(String id) {
 *         return Optional.ofNullable(MANUALS.get(id));
 *     }
 * }
 * }</pre>
 */
public abstract class GrounderContract {
    private static final int TEXTS = 50;

    /** Creates the tests. */
    protected GrounderContract() {}

    /** {@return the grounder} */
    protected abstract Grounder grounder();

    /** {@return questions for which the grounder finds something; at least one} */
    protected abstract List<String> questions();

    /** {@return the document {@code id}, so that passages can be compared with it; empty if it is not at hand} */
    protected Optional<Document> document(String id) {
        return Optional.empty();
    }

    /** {@return a prompt of {@code text}, with whatever else the grounder needs} */
    protected Prompt prompt(String text) {
        return Prompt.of(text);
    }

    /** The questions are worth something: for each of them there is evidence. */
    @Test
    public void findsSomethingForItsQuestions() {
        Grounder grounder = grounder();

        assertThat(questions()).isNotEmpty();
        questions()
                .forEach(question -> assertThat(ground(grounder, question).isEmpty())
                        .as("nothing was found for question %d", questions().indexOf(question))
                        .isFalse());
    }

    /** A passage is the stretch of the document that it says it is. */
    @Test
    public void passagesAreStretchesOfTheirDocuments() {
        Grounder grounder = grounder();

        prompts().forEach((name, text) -> {
            for (Passage passage : ground(grounder, text).passages()) {
                assertThat(passage.span().end() - passage.span().start())
                        .as("%s: the length of passage %s", name, passage.id())
                        .isEqualTo(passage.text().length());
                document(passage.documentId())
                        .ifPresent(document -> assertThat(document.text())
                                .as("%s: passage %s", name, passage.id())
                                .satisfies(whole -> assertThat(whole.substring(
                                                passage.span().start(),
                                                passage.span().end()))
                                        .isEqualTo(passage.text())));
            }
        });
    }

    /** Passages come best first, each of them once; scores of different retrievers are not compared. */
    @Test
    public void passagesComeBestFirst() {
        Grounder grounder = grounder();

        prompts().forEach((name, text) -> {
            Map<String, Double> last = new HashMap<>();
            Set<String> ids = new HashSet<>();
            for (Passage passage : ground(grounder, text).passages()) {
                double before = last.getOrDefault(passage.retriever(), Double.POSITIVE_INFINITY);
                assertThat(passage.score())
                        .as("%s: the score of passage %s", name, passage.id())
                        .isNotNaN()
                        .isLessThanOrEqualTo(before);
                last.put(passage.retriever(), passage.score());
                assertThat(ids.add(passage.id()))
                        .as("%s: passage %s comes once", name, passage.id())
                        .isTrue();
            }
        });
    }

    /** An entity stands in the prompt where it says it does. */
    @Test
    public void entitiesStandInThePrompt() {
        Grounder grounder = grounder();

        prompts().forEach((name, text) -> {
            for (Entity entity : ground(grounder, text).entities()) {
                assertThat(entity.end()).as("%s: %s", name, entity).isLessThanOrEqualTo(text.length());
                assertThat(text.substring(entity.start(), entity.end()))
                        .as("%s: %s", name, entity)
                        .isEqualTo(entity.text());
            }
        });
    }

    /** The same question finds the same, every time and on every thread. */
    @Test
    public void findsAlikeOnManyThreads() {
        Grounder grounder = grounder();
        List<Runnable> checks = new ArrayList<>();
        prompts().forEach((name, text) -> {
            List<Object> expected = facts(ground(grounder, text));
            checks.add(() -> assertThat(facts(ground(grounder, text))).as(name).isEqualTo(expected));
        });

        Background.onManyThreads(checks);
    }

    /** What earlier grounders have found does no harm. */
    @Test
    public void worksOnWhatWasFoundBefore() {
        Grounder grounder = grounder();

        for (String question : questions()) {
            Prompt prompt = prompt(question);
            Evidence found = grounder.ground(prompt, TestContext.create());

            Evidence again = grounder.ground(prompt.withEvidence(found), TestContext.create());

            assertThat(again).isNotNull();
        }
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        assertThatThrownBy(() -> grounder().ground(null, StageContext.detached()))
                .isInstanceOf(LlmException.class);
    }

    private Evidence ground(Grounder grounder, String text) {
        return grounder.ground(prompt(text), TestContext.create());
    }

    private static List<Object> facts(Evidence evidence) {
        List<Object> facts = new ArrayList<>();
        evidence.passages().forEach(passage -> facts.add(passage.id() + " " + passage.span()));
        facts.addAll(evidence.entities());
        facts.addAll(evidence.facts());
        return facts;
    }

    private Map<String, String> prompts() {
        Map<String, String> prompts = new TreeMap<>(HostileTexts.all());
        questions().forEach(question -> prompts.put("question " + prompts.size(), question));
        for (long seed = 0; seed < TEXTS; seed++) {
            String text = HostileTexts.random(new Random(seed), questions());
            if (!text.isBlank()) {
                prompts.put("seed " + seed, text);
            }
        }
        return prompts;
    }
}
