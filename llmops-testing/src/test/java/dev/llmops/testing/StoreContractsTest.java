package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Message;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.api.text.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The contracts of grounders and memories, on sound and on broken ones. */
class StoreContractsTest {
    private static final Document MANUAL = Document.of("manual", "The pump is serviced in March. Oil it weekly.");

    @Test
    void grounderContractHoldsForASearch() {
        assertThat(ContractRun.failures(Search.class)).isEmpty();
    }

    @Test
    void grounderContractNoticesEvidenceThatCannotBeChecked() {
        assertThat(ContractRun.failures(Careless.class))
                .containsExactly(
                        "entitiesStandInThePrompt",
                        "passagesAreStretchesOfTheirDocuments",
                        "passagesComeBestFirst",
                        "refusesWhatIsMissing");
    }

    @Test
    void grounderContractNoticesThatNothingIsFound() {
        assertThat(ContractRun.failures(Blind.class)).containsExactly("findsSomethingForItsQuestions");
    }

    @Test
    void memoryContractHoldsForAMap() {
        assertThat(ContractRun.failures(Everything.class)).isEmpty();
        assertThat(ContractRun.failures(LastThree.class)).isEmpty();
    }

    @Test
    void memoryContractNoticesMixedConversations() {
        assertThat(ContractRun.failures(IgnoresCase.class)).containsExactly("keepsConversationsApart");
    }

    @Test
    void memoryContractNoticesTornTurns() {
        assertThat(ContractRun.failures(CutsTurns.class)).contains("recallsWholeTurns");
    }

    @Test
    void memoryContractNoticesTheWrongOrder() {
        assertThat(ContractRun.failures(NewestFirst.class)).contains("recallsTurnsInOrder");
    }

    static class Search extends GrounderContract {
        @Override
        protected Grounder grounder() {
            return (prompt, context) -> {
                int at = Require.nonNull(prompt, "prompt").text().indexOf("pump");
                if (at < 0) {
                    return Evidence.none();
                }
                Entity entity = new Entity("THING", "pump", "pump", at, at + 4, 1);
                return new Evidence(List.of(passage(0, 30, 2), passage(31, 45, 1)), List.of(entity), List.of());
            };
        }

        @Override
        protected List<String> questions() {
            return List.of("When is the pump serviced?", "pump");
        }

        @Override
        protected Optional<Document> document(String id) {
            return Optional.of(MANUAL);
        }

        static Passage passage(int start, int end, double score) {
            return Passage.builder(
                            new SourceSpan("manual", start, end), MANUAL.text().substring(start, end))
                    .score(score)
                    .trust(Trust.RETRIEVED)
                    .build();
        }
    }

    static class Careless extends Search {
        @Override
        protected Grounder grounder() {
            return (prompt, context) -> {
                Passage wrong = passage(0, 30, 1).toBuilder()
                        .text(new SourceSpan("manual", 1, 31), MANUAL.text().substring(0, 30))
                        .build();
                Entity entity =
                        new Entity("THING", "pump", "pump", 0, prompt.text().length(), 1);
                return new Evidence(List.of(wrong, passage(31, 45, 2)), List.of(entity), List.of());
            };
        }
    }

    static class Blind extends Search {
        @Override
        protected Grounder grounder() {
            return (prompt, context) -> {
                Require.nonNull(prompt, "prompt");
                return Evidence.none();
            };
        }
    }

    static class Everything extends MemoryContract {
        @Override
        protected Memory memory() {
            return new MapMemory(name -> name, messages -> messages);
        }
    }

    /** Forgets early turns, but whole ones; these all have two or four messages. */
    static class LastThree extends MemoryContract {
        @Override
        protected Memory memory() {
            return new MapMemory(name -> name, messages -> {
                int turns = 0;
                int at = messages.size();
                while (at > 0 && turns < 3) {
                    at--;
                    turns += messages.get(at).role() == dev.llmops.api.model.Role.USER ? 1 : 0;
                }
                return messages.subList(at, messages.size());
            });
        }
    }

    static class IgnoresCase extends MemoryContract {
        @Override
        protected Memory memory() {
            return new MapMemory(name -> name.toLowerCase(Locale.ROOT), messages -> messages);
        }
    }

    static class CutsTurns extends MemoryContract {
        @Override
        protected Memory memory() {
            return new MapMemory(
                    name -> name, messages -> messages.subList(Math.max(0, messages.size() - 7), messages.size()));
        }
    }

    static class NewestFirst extends MemoryContract {
        @Override
        protected Memory memory() {
            return new MapMemory(name -> name, messages -> {
                List<Message> reversed = new ArrayList<>(messages);
                java.util.Collections.reverse(reversed);
                return reversed;
            });
        }
    }

    private static final class MapMemory implements Memory {
        private final Map<String, List<Message>> conversations = new ConcurrentHashMap<>();
        private final UnaryOperator<String> key;
        private final UnaryOperator<List<Message>> window;

        MapMemory(UnaryOperator<String> key, UnaryOperator<List<Message>> window) {
            this.key = key;
            this.window = window;
        }

        @Override
        public List<Message> recall(Prompt prompt, StageContext context) {
            return Require.nonNull(prompt, "prompt")
                    .conversation()
                    .map(name -> window.apply(conversations.getOrDefault(key.apply(name), List.of())))
                    .orElse(List.of());
        }

        @Override
        public void remember(Turn turn, StageContext context) {
            Require.nonNull(turn, "turn");
            conversations.merge(key.apply(turn.conversation()), turn.messages(), (old, added) -> {
                List<Message> joined = new ArrayList<>(old);
                joined.addAll(added);
                return List.copyOf(joined);
            });
        }
    }
}
