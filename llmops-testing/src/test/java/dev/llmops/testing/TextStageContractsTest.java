package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.OffsetMap;
import dev.llmops.api.text.TextFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contracts of preprocessors and postprocessors, on sound and on broken ones. */
class TextStageContractsTest {
    @Test
    void preprocessorContractHoldsForATrimmer() {
        assertThat(ContractRun.failures(Trimmer.class)).isEmpty();
        assertThat(ContractRun.skipped(Trimmer.class)).isEmpty();
    }

    @Test
    void preprocessorContractNoticesALostOriginal() {
        assertThat(ContractRun.failures(LosesTheOriginal.class))
                .containsExactly(
                        "keepsWhatElseBelongsToThePrompt",
                        "neverLosesTheOriginal",
                        "offsetsLeadThroughEarlierSteps",
                        "refusesWhatIsMissing");
    }

    @Test
    void preprocessorContractNoticesWrongOffsets() {
        assertThat(ContractRun.failures(WrongOffsets.class)).containsExactly("offsetsLeadToTheOriginal");
    }

    @Test
    void preprocessorContractNoticesThatASecondTimeChangesMore() {
        assertThat(ContractRun.failures(TrimsOneCharacter.class)).containsExactly("changesNothingTheSecondTime");
    }

    @Test
    void preprocessorContractNoticesTextsThatAreNotTaken() {
        assertThat(ContractRun.failures(Choosy.class)).contains("neverLosesTheOriginal", "offsetsLeadToTheOriginal");
    }

    @Test
    void postprocessorContractHoldsForAReplacer() {
        assertThat(ContractRun.failures(Replacer.class)).isEmpty();
        assertThat(ContractRun.skipped(Replacer.class)).isEmpty();
    }

    @Test
    void postprocessorContractNoticesAFilterThatForgetsWhatItHeldBack() {
        assertThat(ContractRun.failures(PieceByPiece.class)).containsExactly("filtersAStreamAsItProcessesTheWhole");
    }

    @Test
    void postprocessorContractNoticesASharedFilter() {
        assertThat(ContractRun.failures(SharedFilter.class)).containsExactly("hasAFilterForEachStream");
    }

    @Test
    void postprocessorContractNoticesALostResponse() {
        assertThat(ContractRun.failures(LosesTheResponse.class))
                .containsExactly("keepsTheResponseOfTheModel", "refusesWhatIsMissing");
    }

    static class Trimmer extends PreprocessorContract {
        @Override
        protected Preprocessor preprocessor() {
            return (prompt, context) -> {
                String text = Require.nonNull(prompt, "prompt").text();
                String stripped = text.strip();
                int start = text.indexOf(stripped);
                OffsetMap map = OffsetMap.builder()
                        .replaced(start, 0)
                        .kept(stripped.length())
                        .replaced(text.length() - start - stripped.length(), 0)
                        .build();
                return prompt.withText(stripped, map);
            };
        }

        @Override
        protected boolean isIdempotent() {
            return true;
        }

        @Override
        protected List<String> fragments() {
            return List.of(" ", "\t", " x ");
        }
    }

    static class LosesTheOriginal extends Trimmer {
        @Override
        protected Preprocessor preprocessor() {
            return (prompt, context) -> Prompt.of(prompt.text().strip());
        }
    }

    static class WrongOffsets extends Trimmer {
        @Override
        protected Preprocessor preprocessor() {
            return (prompt, context) ->
                    Require.nonNull(prompt, "prompt").withText(prompt.text().strip(), OffsetMap.identity());
        }
    }

    static class TrimsOneCharacter extends Trimmer {
        @Override
        protected Preprocessor preprocessor() {
            return (prompt, context) -> {
                String text = Require.nonNull(prompt, "prompt").text();
                int space = text.indexOf(' ');
                if (space < 0) {
                    return prompt;
                }
                OffsetMap map = OffsetMap.builder()
                        .kept(space)
                        .replaced(1, 0)
                        .kept(text.length() - space - 1)
                        .build();
                return prompt.withText(text.substring(0, space) + text.substring(space + 1), map);
            };
        }
    }

    static class Choosy extends Trimmer {
        @Override
        protected Preprocessor preprocessor() {
            return (prompt, context) -> {
                boolean broken =
                        Require.nonNull(prompt, "prompt").text().chars().anyMatch(c -> c == 0);
                Require.that(!broken, "prompt", "prompt must not have null characters");
                return prompt;
            };
        }
    }

    /** Writes a typographic dash for two hyphens. */
    static class Replacer extends PostprocessorContract {
        TextFilter newFilter() {
            return new DashFilter();
        }

        @Override
        protected Postprocessor postprocessor() {
            return new Postprocessor() {
                @Override
                public Answer process(Answer answer, StageContext context) {
                    return Require.nonNull(answer, "answer")
                            .withText(answer.text().replace("--", "–"));
                }

                @Override
                public Optional<TextFilter> filter() {
                    return Optional.of(newFilter());
                }
            };
        }

        @Override
        protected List<String> fragments() {
            return List.of("--", "-", "---");
        }
    }

    static class SharedFilter extends Replacer {
        private final TextFilter shared = super.newFilter();

        @Override
        TextFilter newFilter() {
            return shared;
        }
    }

    static class PieceByPiece extends Replacer {
        @Override
        TextFilter newFilter() {
            return new TextFilter() {
                @Override
                public void feed(String piece, Consumer<String> out) {
                    out.accept(piece.replace("--", "–"));
                }

                @Override
                public void finish(Consumer<String> out) {}

                @Override
                public int horizon() {
                    return 0;
                }
            };
        }
    }

    static class LosesTheResponse extends PostprocessorContract {
        @Override
        protected Postprocessor postprocessor() {
            return (answer, context) -> Answer.builder(ModelResponse.of(answer.text()))
                    .record(answer.record())
                    .build();
        }
    }

    private static final class DashFilter implements TextFilter {
        private boolean pending;

        @Override
        public void feed(String piece, Consumer<String> out) {
            StringBuilder result = new StringBuilder();
            for (int i = 0; i < piece.length(); i++) {
                char c = piece.charAt(i);
                if (c != '-') {
                    result.append(pending ? "-" : "").append(c);
                    pending = false;
                } else if (pending) {
                    result.append('–');
                    pending = false;
                } else {
                    pending = true;
                }
            }
            out.accept(result.toString());
        }

        @Override
        public void finish(Consumer<String> out) {
            out.accept(pending ? "-" : "");
            pending = false;
        }

        @Override
        public int horizon() {
            return 1;
        }
    }
}
