package dev.llmops.core.extractive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.Locality;
import dev.llmops.api.Registration;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtractiveModelClientTest {
    private static final String PUMPS = """
            ## Transfer pumps

            The **transfer pump** is serviced every 4,000 hours of operation. Its seals are replaced by the
            maintenance team. Spare seals are kept in [store room 7](stores.md).
            """;
    private static final String LABORATORY = """
            The laboratory opens at 08:00 and closes at 17:30 on working days. Dr. Kim Lee heads the laboratory.
            Samples may not be left at the door, because sunlight spoils them.
            """;

    private final ExtractiveModelClient client = ExtractiveModelClient.standard();

    @Test
    void answersWithTheSentenceThatFitsAndItsPassageNumber() {
        String answer = ask("How often is the transfer pump serviced?", LABORATORY, PUMPS);

        assertThat(answer).isEqualTo("The transfer pump is serviced every 4,000 hours of operation [2].");
    }

    @Test
    void takesMarkupOffWhatItQuotes() {
        String answer = ask("Where are the spare seals kept?", PUMPS);

        assertThat(answer).startsWith("Spare seals are kept in store room 7 [1].");
    }

    @Test
    void prefersASentenceWithAnAnswerOfTheWantedType() {
        assertThat(ask("Who heads the laboratory?", LABORATORY)).startsWith("Dr. Kim Lee heads the laboratory [1].");
        assertThat(ask("When does the laboratory open?", LABORATORY)).startsWith("The laboratory opens at 08:00");
        assertThat(ask("Why may samples not be left at the door?", LABORATORY))
                .contains("because sunlight spoils them [1].");
    }

    @Test
    void saysSoWhenNoPassageAnswers() {
        ModelResponse response = client.generate(
                request("What is the salary of the finance director?", PUMPS, LABORATORY), ModelCall.detached());

        assertThat(response.text()).isEqualTo("None of the passages at hand answers this question.");
        assertThat(response.metadata()).containsEntry("abstained", "true");
    }

    @Test
    void saysSoWhenThereAreNoPassages() {
        ExtractiveModelClient own =
                ExtractiveModelClient.builder().abstention("I cannot tell.").build();

        assertThat(own.generate(ModelRequest.of("What is a pump?"), ModelCall.detached())
                        .text())
                .isEqualTo("I cannot tell.");
    }

    @Test
    void rendersTheRowOfATableWithItsColumnTitles() {
        String table = """
                | Site | Opens | Closes |
                |---|---|---|
                | North depot | 06:00 | 14:00 |
                | South depot | 07:30 | 18:00 |
                """;

        assertThat(ask("When does the South depot close?", table))
                .startsWith("Site: South depot; Opens: 07:30; Closes: 18:00 [1].");
    }

    @Test
    void rendersAShortListWithWhatIntroducesIt() {
        String list = """
                Every lone worker carries these things:

                - a charged radio
                - a gas detector
                - a first-aid kit

                Lone workers report to the shift leader.
                """;

        assertThat(ask("What does a lone worker carry?", list))
                .startsWith(
                        "Every lone worker carries these things: a charged radio; a gas detector; a first-aid kit [1].");
    }

    @Test
    void givesCodeOnlyToThoseWhoAskForACommand() {
        String manual = """
                To restart the gateway service:

                ```sh
                gateway restart --now
                ```

                Restarting the gateway takes two minutes.
                """;

        assertThat(ask("Which command restarts the gateway?", manual)).contains("`gateway restart --now` [1].");
        assertThat(ask("How long does restarting the gateway take?", manual))
                .isEqualTo("Restarting the gateway takes two minutes [1].");
    }

    @Test
    void understandsAFollowUpByTheWordsBeforeIt() {
        String text = "The harbour ferry sails at 07:15. The mountain railway leaves at 09:40. "
                + "A ticket for the harbour ferry costs 4 euros. A ticket for the mountain railway costs 11 euros.";
        ModelRequest request = ModelRequest.of(List.of(
                        Message.user("When does the mountain railway leave?"),
                        Message.assistant("At 09:40."),
                        Message.user("And how much does a ticket for it cost?")))
                .withPassages(passages(text));

        assertThat(client.generate(request, ModelCall.detached()).text())
                .startsWith("A ticket for the mountain railway costs 11 euros [1].");
    }

    @Test
    void readsOnlyTheUsersOwnWordsAsTheQuestion() {
        Message mixed = Message.of(
                Role.USER,
                List.of(
                        new Content.Text("[1] The laboratory opens at 08:00.", Trust.RETRIEVED),
                        new Content.Text("How often is the transfer pump serviced?", Trust.USER)));
        ModelRequest request = ModelRequest.of(List.of(mixed)).withPassages(passages(LABORATORY, PUMPS));

        assertThat(client.generate(request, ModelCall.detached()).text())
                .isEqualTo("The transfer pump is serviced every 4,000 hours of operation [2].");
    }

    @Test
    void givesNoMoreSentencesThanAllowed() {
        String text = IntStream.range(0, 12)
                .mapToObj(i -> "Valve number " + i + " feeds tank " + (i * 31) + " in hall " + (i * 17) + ".")
                .reduce("", (a, b) -> a + " " + b);
        ExtractiveModelClient two =
                ExtractiveModelClient.builder().maxSentences(2).build();

        String answer = two.generate(request("Which tank does each valve feed?", text), ModelCall.detached())
                .text();

        assertThat(answer.split("\\[1]")).hasSizeBetween(2, 3);
    }

    @Test
    void keepsMarkersOfTheSourceOutOfTheAnswer() {
        String answer = ask("How tall is the mast?", "The mast is 40 metres tall [7]. It was built in 1970 [^8].");

        assertThat(answer).startsWith("The mast is 40 metres tall [1].").doesNotContain("[7]");
    }

    @Test
    void emitsWholeWordsThatJoinToTheText() {
        RecordingCall call = new RecordingCall();

        ModelResponse response = client.generate(request("Who heads the laboratory?", LABORATORY), call);

        assertThat(String.join("", call.deltas)).isEqualTo(response.text());
        assertThat(call.deltas)
                .hasSizeGreaterThan(4)
                .allSatisfy(delta -> assertThat(delta.strip()).doesNotContain(" "));
    }

    @Test
    void stopsBetweenWordsWhenCancelled() {
        RecordingCall call = new RecordingCall();
        call.cancelAfter = 2;

        assertThatThrownBy(() -> client.generate(request("Who heads the laboratory?", LABORATORY), call))
                .isInstanceOf(CallCancelledException.class);
        assertThat(call.deltas).hasSize(2);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () -> client.generate(request("Who heads the laboratory?", LABORATORY), ModelCall.detached()))
                .isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void estimatesWhatItUsed() {
        ModelResponse response =
                client.generate(request("Who heads the laboratory?", LABORATORY), ModelCall.detached());

        assertThat(response.usage().source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(response.usage().count(Usage.Unit.REQUESTS)).hasValue(1);
        assertThat(response.usage().inputTokens().orElse(0)).isPositive();
        assertThat(response.usage().outputTokens().orElse(0)).isPositive();
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void saysWhatItIs() {
        ModelInfo info = client.info();

        assertThat(info.provider()).isEqualTo("llmops");
        assertThat(info.model()).isEqualTo("extractive");
        assertThat(info.locality()).isEqualTo(Locality.LOCAL);
        assertThat(info.priceClass()).isEqualTo(ModelInfo.PriceClass.FREE);
        assertThat(info.capabilities()).containsExactly(Capability.STREAMING);
    }

    @Test
    void refusesWhatItCannotDoBeforeItEmitsAnything() {
        RecordingCall call = new RecordingCall();
        ModelRequest plain = request("Who heads the laboratory?", LABORATORY);
        GenerationOptions tools = GenerationOptions.builder()
                .tools(List.of(ToolSpec.of("clock", "Tells the time.", "{\"type\":\"object\"}")))
                .build();
        GenerationOptions json = GenerationOptions.builder()
                .responseFormat(new ResponseFormat.Json())
                .build();
        Message picture = Message.of(
                Role.USER,
                List.of(new Content.Attachment(Media.of("image/png", new byte[] {1})), Content.text("What?")));

        assertThatThrownBy(() -> client.generate(plain.withOptions(tools), call))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> client.generate(plain.withOptions(json), call))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> client.generate(plain.withMessages(List.of(picture)), call))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(call.deltas).isEmpty();
    }

    @Test
    void keepsWithinTheTokensAllowed() {
        ModelRequest request = request("Who heads the laboratory?", LABORATORY)
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder().maxOutputTokens(4).build())
                        .build());

        ModelResponse response = client.generate(request, ModelCall.detached());

        assertThat(response.text()).isEqualTo("Dr. Kim Lee");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    private String ask(String question, String... texts) {
        return client.generate(request(question, texts), ModelCall.detached()).text();
    }

    private static ModelRequest request(String question, String... texts) {
        return ModelRequest.of(question).withPassages(passages(texts));
    }

    private static List<Passage> passages(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> Passage.builder(new SourceSpan("document-" + i, 0, texts[i].length()), texts[i])
                        .build())
                .toList();
    }

    /** A call that keeps the deltas and can be cancelled after some of them. */
    private static final class RecordingCall implements ModelCall {
        private final List<String> deltas = new ArrayList<>();
        private int cancelAfter = Integer.MAX_VALUE;

        @Override
        public void emit(ModelEvent event) {
            if (event instanceof ModelEvent.TextDelta delta) {
                deltas.add(delta.text());
            }
        }

        @Override
        public boolean isStreaming() {
            return true;
        }

        @Override
        public String callId() {
            return "recording";
        }

        @Override
        public dev.llmops.api.Deadline deadline() {
            return dev.llmops.api.Deadline.none();
        }

        @Override
        public dev.llmops.api.Cancellation cancellation() {
            return new dev.llmops.api.Cancellation() {
                @Override
                public boolean isCancelled() {
                    return deltas.size() >= cancelAfter;
                }

                @Override
                public Registration onCancel(Runnable action) {
                    return () -> {};
                }
            };
        }
    }
}
