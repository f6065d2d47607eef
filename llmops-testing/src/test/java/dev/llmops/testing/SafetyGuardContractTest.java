package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SafetyGuardContractTest {
    @Test
    void holdsForAGuardThatSearches() {
        assertThat(ContractRun.failures(Sound.class)).isEmpty();
        assertThat(ContractRun.skipped(Sound.class)).isEmpty();
    }

    @Test
    void holdsForAGuardThatSeesTextsWhole() {
        assertThat(ContractRun.failures(SoundVerdict.class)).isEmpty();
        assertThat(ContractRun.skipped(SoundVerdict.class)).hasSize(3);
    }

    @Test
    void holdsForAGuardThatKnowsWhatIsSettled() {
        assertThat(ContractRun.failures(SoundSettling.class)).isEmpty();
    }

    @Test
    void noticesThatItLooksFurtherThanItsHorizon() {
        assertThat(ContractRun.failures(TooSmallHorizon.class))
                .containsExactly(
                        "findingsFitIntoTheHorizon", "judgesAWindowAsItJudgesTheWhole", "settledFindingsDoNotChange");
    }

    @Test
    void noticesThatAFindingDependsOnTheOnesBefore() {
        assertThat(ContractRun.failures(LeftToRight.class)).containsExactly("judgesAWindowAsItJudgesTheWhole");
    }

    @Test
    void noticesThatTooMuchIsSettled() {
        assertThat(ContractRun.failures(SettlesTooMuch.class)).containsExactly("settledFindingsDoNotChange");
    }

    @Test
    void noticesWhatIsWrongWithAVerdictOnAWindow() {
        assertThat(ContractRun.failures(VerdictWithHorizon.class)).contains("findingsFitIntoTheHorizon");
    }

    @Test
    void noticesMoodsAndWeakNerves() {
        assertThat(ContractRun.failures(Moody.class))
                .contains("judgesAlikeEveryTime", "judgesHostileTexts", "findingsLieInTheText", "refusesWhatIsMissing");
    }

    @Test
    void noticesFragmentsThatAreWorthNothing() {
        assertThat(ContractRun.failures(WorthlessFragments.class)).containsExactly("findsSomethingInItsFragments");
    }

    abstract static class Words extends SafetyGuardContract {
        @Override
        protected List<String> fragments() {
            return List.of("swordfish", "aa", "a", "fish", "sword");
        }
    }

    static class Sound extends Words {
        @Override
        protected SafetyGuard guard() {
            return ScriptedGuard.builder()
                    .find("swordfish", "SECRET")
                    .find("aa", "PAIR", Tier.WEAK)
                    .build();
        }
    }

    static class SoundVerdict extends Words {
        @Override
        protected SafetyGuard guard() {
            return ScriptedGuard.builder()
                    .verdict("SHORT", segment -> segment.text().length() < 20)
                    .build();
        }
    }

    /** Finds pairs of the letter a: only an a at the very end is in doubt. */
    static class SoundSettling extends Words {
        @Override
        protected SafetyGuard guard() {
            return new PairGuard() {
                @Override
                public int settled(String text) {
                    return text.endsWith("a") ? text.length() - 1 : text.length();
                }
            };
        }
    }

    static class SettlesTooMuch extends Words {
        @Override
        protected SafetyGuard guard() {
            return new PairGuard() {
                @Override
                public int settled(String text) {
                    return text.length();
                }
            };
        }
    }

    static class TooSmallHorizon extends Words {
        @Override
        protected SafetyGuard guard() {
            return ScriptedGuard.builder()
                    .find("swordfish", "SECRET")
                    .horizon(5)
                    .build();
        }
    }

    /** Goes on behind what it has found, so that in "aaa" it depends on the beginning which pair is found. */
    static class LeftToRight extends Words {
        @Override
        protected SafetyGuard guard() {
            return ScriptedGuard.builder()
                    .inspect(segment -> {
                        List<Finding> found = new ArrayList<>();
                        String text = segment.text();
                        for (int at = text.indexOf("aa"); at >= 0; at = text.indexOf("aa", at + 2)) {
                            found.add(Finding.of("pair", "PAIR", at, at + 2, Tier.STRONG));
                        }
                        return found;
                    })
                    .horizon(2)
                    .build();
        }
    }

    static class VerdictWithHorizon extends Words {
        @Override
        protected SafetyGuard guard() {
            return ScriptedGuard.builder()
                    .verdict("ANY", segment -> true)
                    .horizon(10)
                    .build();
        }
    }

    static class Moody extends Words {
        @Override
        protected SafetyGuard guard() {
            AtomicInteger calls = new AtomicInteger();
            return (segment, context) -> {
                if (segment.text().indexOf('\0') >= 0) {
                    throw new IllegalStateException("zero");
                }
                int end = segment.text().length() + calls.incrementAndGet() % 2;
                return List.of(Finding.of("mood", "MOOD", 0, end, Tier.WEAK));
            };
        }
    }

    static class WorthlessFragments extends SafetyGuardContract {
        @Override
        protected SafetyGuard guard() {
            return ScriptedGuard.finding("swordfish", "SECRET");
        }

        @Override
        protected List<String> fragments() {
            return List.of("tuna");
        }
    }

    private static class PairGuard implements SafetyGuard {
        private final SafetyGuard pairs = ScriptedGuard.finding("aa", "PAIR");

        @Override
        public List<Finding> inspect(Segment segment, StageContext context) {
            return pairs.inspect(segment, context);
        }

        @Override
        public int horizon() {
            return 2;
        }
    }
}
