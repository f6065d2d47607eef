package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.pipeline.OutputFormatException;
import dev.llmops.testing.ScriptedModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StructuredAnswerTest {
    private static final String VALID =
            "{\"number\":\"A-7\",\"total\":12.50,\"lines\":[{\"item\":\"pump\",\"count\":2}]}";

    /** What is asked for. */
    public record Invoice(String number, BigDecimal total, List<Line> lines) {}

    /** Part of what is asked for. */
    public record Line(String item, int count) {}

    @Test
    void readsAnAnswerAsARecord() {
        Pipeline pipeline =
                Pipeline.builder().model(ScriptedModel.answering(VALID)).build();

        Invoice invoice = pipeline.run("question", Invoice.class);
        Invoice later = pipeline.run("question").as(Invoice.class);

        assertThat(invoice)
                .isEqualTo(new Invoice("A-7", new BigDecimal("12.50"), List.of(new Line("pump", 2))))
                .isEqualTo(later);
    }

    @Test
    void tellsTheModelTheSchema() {
        ScriptedModel model = ScriptedModel.answering(VALID);
        Pipeline pipeline = Pipeline.builder().model(model).build();

        pipeline.run("question", Invoice.class);

        assertThat(model.request(0).options().responseFormat())
                .isInstanceOfSatisfying(
                        ResponseFormat.JsonSchema.class,
                        format -> assertThat(format.schema()).contains("\"lines\""));
    }

    @Test
    void asksAgainWithTheErrorsAndStreamsOnlyTheGoodAnswer() {
        ScriptedModel model = ScriptedModel.script()
                .text("{\"number\":\"A-7\",\"total\":\"a lot\",\"lines\":[]}")
                .next()
                .text(VALID)
                .build();
        Pipeline pipeline = Pipeline.builder().model(model).build();
        List<AnswerEvent> events = new ArrayList<>();

        try (AnswerStream stream = pipeline.call("question").returning(Invoice.class).stream()) {
            stream.forEach(events::add);
        }

        assertThat(events.get(0)).isEqualTo(new AnswerEvent.TextDelta(VALID));
        Answer answer = ((AnswerEvent.Completed) events.get(1)).answer();
        assertThat(answer.as(Invoice.class).number()).isEqualTo("A-7");
        assertThat(answer.record().reprompts()).isEqualTo(1);
        List<Message> repeated = model.request(1).messages();
        assertThat(repeated.get(repeated.size() - 1).text()).contains("total");
    }

    @Test
    void failsWithWhatIsWrongWhenTheModelDoesNotManage() {
        ScriptedModel model = ScriptedModel.answering("no json at all");
        Pipeline pipeline = Pipeline.builder().model(model).build();

        assertThatThrownBy(() -> pipeline.run("question", Invoice.class))
                .isInstanceOfSatisfying(
                        OutputFormatException.class,
                        error -> assertThat(error.violations()).isNotEmpty());
        assertThat(model.calls()).isEqualTo(3);
    }

    @Test
    void answerMadeByHandCannotBeReadAsAnObject() {
        Answer answer = Answer.builder(ModelResponse.of(VALID)).build();

        assertThatThrownBy(() -> answer.as(Invoice.class)).isInstanceOf(LlmException.class);
    }
}
