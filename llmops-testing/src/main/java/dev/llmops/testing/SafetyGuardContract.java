package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.llmops.api.LlmException;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What every guard must do; above all, judge a stream as it judges the whole text.
 *
 * <pre>{@code
 * class EmailGuardTest extends SafetyGuardContract {
 *     @Override
 *     protected SafetyGuard guard() {
 *         return new EmailGuard();
 *     }
 *
 *     @Override
 *     protected List<String> fragments() {
 *         return List.of("ann@example.org", "<ann.lee@mail.example.org>", "@", "ann@", "example.org");
 *     }
 * }
 * }</pre>
 *
 * <p>The texts that the guard is tried on are put together at random from {@link #fragments()}, parts
 * of them and hostile filler. The better the fragments, the better the proof: give everything the
 * guard finds, what it just does not find, and the words around that matter to it.
 */
public abstract class SafetyGuardContract {
    private static final int TEXTS = 200;
    private static final int CUTS = 8;
    private static final int SHORT = 400;
    private static final int LONG = 20_000;

    private static final Comparator<Finding> ANY_FIXED_ORDER = Comparator.comparingInt(Finding::start)
            .thenComparingInt(Finding::end)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::kind)
            .thenComparing(Finding::tier)
            .thenComparingDouble(Finding::score);

    /** Creates the tests. */
    protected SafetyGuardContract() {}

    /** {@return the guard} */
    protected abstract SafetyGuard guard();

    /** {@return pieces that the guard finds, nearly finds, or takes as a hint; at least one that it finds} */
    protected abstract List<String> fragments();

    /** {@return a whole text of an origin that the guard judges; the default is an answer} */
    protected Segment segment(String text) {
        return Segment.output(text);
    }

    /** {@return how many random texts are tried; fewer for a guard that takes long} */
    protected int texts() {
        return TEXTS;
    }

    /** The fragments are worth something: in at least one of them the guard finds something. */
    @Test
    public void findsSomethingInItsFragments() {
        SafetyGuard guard = guard();

        assertThat(fragments())
                .as("fragments in which something is found")
                .anyMatch(fragment -> !inspect(guard, segment(fragment)).isEmpty());
    }

    /** A finding is a stretch of the segment's text. */
    @Test
    public void findingsLieInTheText() {
        SafetyGuard guard = guard();

        forRandomTexts((text, random, seed) -> assertThat(inspect(guard, segment(text)))
                .as("seed %d", seed)
                .allMatch(finding -> finding.end() <= text.length()));
    }

    /** The same text is judged alike every time. */
    @Test
    public void judgesAlikeEveryTime() {
        SafetyGuard guard = guard();
        SafetyGuard another = guard();

        forRandomTexts((text, random, seed) -> {
            List<Finding> findings = inspect(guard, segment(text));

            assertThat(inspect(guard, segment(text))).as("seed %d", seed).isEqualTo(findings);
            assertThat(inspect(another, segment(text)))
                    .as("another guard, seed %d", seed)
                    .isEqualTo(findings);
        });
    }

    /** Every text is judged, however broken: nothing is thrown. */
    @Test
    public void judgesHostileTexts() {
        SafetyGuard guard = guard();

        HostileTexts.all()
                .forEach((name, text) -> assertThat(inspect(guard, segment(text)))
                        .as(name)
                        .allMatch(finding -> finding.end() <= text.length()));
        assertThat(inspect(guard, segment(""))).as("an empty text").allMatch(Finding::isVerdict);
    }

    /** Many threads judge as one does. */
    @Test
    public void judgesAlikeOnManyThreads() {
        SafetyGuard guard = guard();
        List<Runnable> checks = new ArrayList<>();
        forRandomTexts((text, random, seed) -> {
            List<Finding> expected = inspect(guard, segment(text));
            checks.add(() -> assertThat(inspect(guard, segment(text)))
                    .as("seed %d", seed)
                    .isEqualTo(expected));
        });

        Background.onManyThreads(checks);
    }

    /** The horizon is a number of characters, at least one. */
    @Test
    public void hasAPositiveHorizon() {
        assertThat(guard().horizon()).isPositive().isEqualTo(guard().horizon());
    }

    /** With a horizon, findings are stretches no longer than it; only who sees a text whole gives verdicts on it. */
    @Test
    public void findingsFitIntoTheHorizon() {
        SafetyGuard guard = streaming();

        forRandomTexts((text, random, seed) -> assertThat(inspect(guard, segment(text)))
                .as("seed %d", seed)
                .allMatch(finding -> !finding.isVerdict() && finding.length() <= guard.horizon()));
    }

    /** What is settled is a part of the text. */
    @Test
    public void settlesPartsOfTheText() {
        SafetyGuard guard = guard();

        forRandomTexts((text, random, seed) -> {
            String prefix = text.substring(0, random.nextInt(text.length() + 1));
            assertThat(guard.settled(prefix)).as("seed %d", seed).isBetween(0, prefix.length());
        });
        assertThat(guard.settled("")).isZero();
    }

    /** What is found in the settled part of a text stays as it is, however the text goes on. */
    @Test
    public void settledFindingsDoNotChange() {
        SafetyGuard guard = streaming();

        forRandomTexts((text, random, seed) -> {
            List<Finding> whole = inspect(guard, segment(text));
            for (int cut = 0; cut < CUTS; cut++) {
                int end = random.nextInt(text.length() + 1);
                String prefix = text.substring(0, end);
                int settled = guard.settled(prefix);

                assertThat(beginning(inspect(guard, window(prefix, 0, false)), at -> at < settled))
                        .as("seed %d, the first %d of %d characters, %d settled", seed, end, text.length(), settled)
                        .isEqualTo(beginning(whole, at -> at < settled));
            }
        });
    }

    /** What stands further away than the horizon has no influence on a finding. */
    @Test
    public void judgesAWindowAsItJudgesTheWhole() {
        SafetyGuard guard = streaming();
        int horizon = guard.horizon();

        forRandomTexts((text, random, seed) -> {
            List<Finding> whole = inspect(guard, segment(text));
            for (int cut = 0; cut < CUTS; cut++) {
                int start = random.nextInt(text.length() + 1);
                int end = start + random.nextInt(text.length() - start + 1);
                boolean complete = end == text.length();
                String shown = text.substring(start, end);
                int from = start == 0 ? 0 : Math.min(shown.length(), horizon);
                int to = complete ? shown.length() : Math.max(0, shown.length() - horizon + 1);

                assertThat(beginning(inspect(guard, window(shown, start, complete)), at -> at >= from && at < to))
                        .as("seed %d, window [%d, %d) of %d characters", seed, start, end, text.length())
                        .isEqualTo(beginning(whole, at -> at >= start + from && at < start + to).stream()
                                .map(finding -> finding.shift(-start))
                                .toList());
            }
        });
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        assertThatThrownBy(() -> guard().inspect(null, StageContext.detached())).isInstanceOf(LlmException.class);
    }

    private SafetyGuard streaming() {
        SafetyGuard guard = guard();
        assumeTrue(guard.horizon() != SafetyGuard.WHOLE, "this guard must see a text whole");
        return guard;
    }

    private Segment window(String text, int offset, boolean complete) {
        Segment whole = segment(text);
        return new Segment(text, whole.trust(), whole.origin(), whole.id(), offset, complete);
    }

    private static List<Finding> inspect(SafetyGuard guard, Segment segment) {
        return guard.inspect(segment, TestContext.create()).stream()
                .sorted(ANY_FIXED_ORDER)
                .toList();
    }

    private static List<Finding> beginning(List<Finding> findings, Predicate<Integer> where) {
        return findings.stream().filter(finding -> where.test(finding.start())).toList();
    }

    private void forRandomTexts(Trial trial) {
        List<String> fragments = fragments();
        int horizon = guard().horizon();
        // Several times the horizon, or nothing would ever be settled.
        int longest = horizon == SafetyGuard.WHOLE ? SHORT : Math.min(LONG, SHORT + 4 * Math.min(horizon, LONG));
        for (long seed = 0; seed < texts(); seed++) {
            Random random = new Random(seed);
            trial.on(HostileTexts.random(random, fragments, 1 + random.nextInt(longest)), random, seed);
        }
    }

    @FunctionalInterface
    private interface Trial {
        void on(String text, Random random, long seed);
    }
}
