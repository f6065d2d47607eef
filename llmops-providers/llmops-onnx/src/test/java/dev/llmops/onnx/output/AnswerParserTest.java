package dev.llmops.onnx.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.Content;
import dev.llmops.onnx.output.ToolCallForm.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerParserTest {
    private static final String PARIS = "{\"city\": \"Paris\", \"days\": 3}";

    @ParameterizedTest
    @EnumSource(ModelFamily.class)
    void passesPlainTextOnAsItIs(ModelFamily family) {
        String text = "  Water < 4 °C is [denser] than {ice}.\n\n```java\nint i = 0;\n```\nAction? No. <b>x</b> 🙂 \n";

        assertThat(Answers.read(family, text).shown()).containsExactly(text);
    }

    @ParameterizedTest
    @EnumSource(ModelFamily.class)
    void findsCallsInTheFormThatTheFamilyWrites(ModelFamily family) {
        Optional<ToolCallForm> form = OutputFormat.of(family).toolCallForm();
        if (form.isEmpty()) {
            assertThat(family).isEqualTo(ModelFamily.PLAIN);
            return;
        }
        String written = form.get()
                .write(
                        List.of("get_weather", "close-valve"),
                        List.of(paris(form.get().arguments()), form.get().arguments() == Arguments.JSON ? "{}" : ""));

        Answers answers = Answers.read(family, written);

        assertThat(answers.warnings()).isEmpty();
        assertThat(answers.shown().stream().map(each -> each.replace(" ", "")))
                .containsExactly("get_weather" + PARIS.replace(" ", ""), "close-valve{}");
        assertThat(written).contains(form.get().trigger());
    }

    private static String paris(Arguments arguments) {
        return switch (arguments) {
            case JSON -> PARIS;
            case XML -> "<parameter=city>\nParis\n</parameter>\n<parameter=days>\n3\n</parameter>\n";
            case PYTHON -> "city=\"Paris\", days=3";
            case ESCAPED -> "city:<escape>Paris<escape>,days:3";
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelFamily.class,
            names = {"HARMONY", "PLAIN", "LLAMA"},
            mode = EnumSource.Mode.EXCLUDE)
    void keepsTextAndReasoningBesideCalls(ModelFamily family) {
        ToolCallForm form = OutputFormat.of(family).toolCallForm().orElseThrow();
        String call = form.write(List.of("get_weather"), List.of(paris(form.arguments())));

        Answers answers = Answers.read(family, "<think>\nRain?\n</think>\n\nLet me see.\n\n" + call);

        assertThat(answers.shown()).hasSize(3).startsWith("(Rain?)", "Let me see.");
        assertThat(answers.contents().get(2)).isInstanceOf(Content.ToolUse.class);
    }

    @ParameterizedTest
    @EnumSource(ModelFamily.class)
    void losesNothingOfMalformedCalls(ModelFamily family) {
        Optional<ToolCallForm> form = OutputFormat.of(family).toolCallForm();
        if (form.isEmpty() || family == ModelFamily.HARMONY) {
            return;
        }
        String broken = "So: " + form.get().write(List.of("get_weather"), List.of("{\"city\": ?? oh, (no"));

        Answers answers = Answers.read(family, broken);

        assertThat(answers.shown()).containsExactly(broken);
        assertThat(answers.warnings()).hasSize(family == ModelFamily.LLAMA ? 0 : 1);
        assertThat(answers.warnings().toString()).doesNotContain("city");
    }

    @ParameterizedTest
    @EnumSource(ModelFamily.class)
    void leavesCallsInTheTextIfNoToolWasOffered(ModelFamily family) {
        Optional<ToolCallForm> form = OutputFormat.of(family).toolCallForm();
        if (form.isEmpty() || family == ModelFamily.HARMONY) {
            return;
        }
        String written = form.get()
                .write(List.of("get_weather"), List.of(paris(form.get().arguments())));

        assertThat(Answers.read(family, "", List.of(), written).shown()).containsExactly(written);
    }

    @ParameterizedTest
    @EnumSource(ModelFamily.class)
    void readsAnyMixtureOfMarksTheSameInWhateverPieces(ModelFamily family) {
        List<String> parts = new ArrayList<>(OutputFormat.of(family).markers());
        parts.sort(null);
        parts.addAll(
                List.of(" ", "\n", "a", "{", "}", "{\"name\": \"get_weather\", \"arguments\": {}}", "<", "[", "]"));
        parts.addAll(List.of("get_weather", PARIS, "functions.x", "analysis", " to=functions.y", "(", ")", "</", "`"));
        Random random = new Random(family.name().hashCode());
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i >= 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }

            Answers.read(family, random.nextBoolean() ? "" : "<think>\n", List.of(Answers.WEATHER), text.toString());
        }
    }

    @Test
    void beginsInReasoningThatThePromptHasOpened() {
        Answers answers = Answers.read(
                ModelFamily.HERMES,
                "<|im_start|>assistant\n<think>\n",
                List.of(),
                "Hm.\n\nYes.\n</think>\n\nIt rains. ");

        assertThat(answers.shown()).containsExactly("(Hm.\n\nYes.)", "It rains. ");
        assertThat(OutputFormat.of(ModelFamily.HERMES).endOfReasoning("…<think>\n"))
                .isEqualTo("</think>");
        assertThat(OutputFormat.of(ModelFamily.HERMES).endOfReasoning("…<think>\n\n</think>\n"))
                .isEmpty();
    }

    @Test
    void takesAMarkOfReasoningInsideTextForText() {
        String text = "The mark <think> begins it, </think> ends it.";

        assertThat(Answers.read(ModelFamily.HERMES, text).shown()).containsExactly(text);
    }

    @Test
    void dropsEmptyReasoning() {
        assertThat(Answers.read(ModelFamily.HERMES, "<think>\n\n</think>\n\nYes.")
                        .shown())
                .containsExactly("Yes.");
    }

    @Test
    void keepsReasoningThatDoesNotEnd() {
        assertThat(Answers.read(ModelFamily.HERMES, "<think>So far </thi").shown())
                .containsExactly("(So far </thi)");
    }

    @Test
    void takesACallWhoseEndMarkIsMissing() {
        assertThat(Answers.read(ModelFamily.HERMES, "<tool_call>\n{\"name\": \"close-valve\", \"arguments\": {}}")
                        .shown())
                .containsExactly("close-valve{}");
    }

    @Test
    void keepsArgumentsAsTheModelWroteThem() {
        String arguments = "{ \"city\" :\"Pa\\u0072is\",\"n\": 1.50,  \"city\": \"x\" }";

        assertThat(Answers.read(
                                ModelFamily.HERMES,
                                "<tool_call>{\"arguments\": " + arguments + ", \"name\": \"get_weather\"}</tool_call>")
                        .shown())
                .containsExactly("get_weather" + arguments);
    }

    @Test
    void unwrapsFunctionsAndArgumentsInQuotes() {
        assertThat(Answers.read(
                                ModelFamily.HERMES,
                                "<tool_call>{\"type\": \"function\", \"function\": {\"name\": \"get_weather\","
                                        + " \"arguments\": \"{\\\"days\\\": 1}\"}}</tool_call>")
                        .shown())
                .containsExactly("get_weather{\"days\": 1}");
    }

    @Test
    void readsABareCallOfLlamaOnlyIfTheToolWasOffered() {
        String call = "{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Paris\"}}";

        assertThat(Answers.read(ModelFamily.LLAMA, "<|python_tag|>" + call).shown())
                .containsExactly("get_weather{\"city\": \"Paris\"}");
        assertThat(Answers.read(ModelFamily.LLAMA, "[get_weather(city='Paris', exact=True)]")
                        .shown())
                .containsExactly("get_weather{\"city\":\"Paris\",\"exact\":true}");
        String other = call.replace("get_weather", "other");
        assertThat(Answers.read(ModelFamily.LLAMA, other).shown()).containsExactly(other);
        assertThat(Answers.read(ModelFamily.LLAMA, "{\"answer\": 42}").shown()).containsExactly("{\"answer\": 42}");
    }

    @Test
    void streamsJsonOfLlamaThatCannotBeACall() {
        List<String> deltas = new ArrayList<>();
        AnswerParser parser = AnswerParser.of(
                OutputFormat.of(ModelFamily.LLAMA),
                List.of(Answers.WEATHER),
                "",
                () -> "id",
                event -> deltas.add(event.toString()));

        parser.append("{\"answer\": 4");

        assertThat(deltas).hasSize(1);
    }

    @Test
    void keepsIdsOfMistral() {
        Answers answers = Answers.read(
                ModelFamily.MISTRAL,
                "[TOOL_CALLS] [{\"name\": \"close-valve\", \"arguments\": {}, \"id\": \"abcdef123\"}]");

        assertThat(((Content.ToolUse) answers.contents().get(0)).call().id()).isEqualTo("abcdef123");
    }

    @Test
    void typesArgumentsOfXmlByTheSchema() {
        assertThat(Answers.read(ModelFamily.QWEN_CODER, """
                                <tool_call>
                                <function=get_weather>
                                <parameter=city>
                                12
                                </parameter>
                                <parameter=days>
                                12
                                </parameter>
                                <parameter=units>
                                null
                                </parameter>
                                <parameter=places>
                                ["a", 1]
                                </parameter>
                                <parameter=exact>
                                True
                                </parameter>
                                <parameter=note>
                                two
                                lines 1 2
                                </parameter>
                                </function>
                                </tool_call>""").shown())
                .containsExactly("get_weather{\"city\":\"12\",\"days\":12,\"units\":null,\"places\":[\"a\",1],"
                        + "\"exact\":true,\"note\":\"two\\nlines 1 2\"}");
    }

    @Test
    void readsPythonLiterals() {
        assertThat(Answers.read(
                                ModelFamily.GEMMA,
                                "```tool_code\nprint(get_weather('P\\'a\\u00e9\\n', 2, units=None, places=[1.5, (True,), {'a': -1}],"
                                        + " note=\"\"\"x\"y\"\"\"))\n```")
                        .shown())
                .containsExactly("get_weather{\"city\":\"P'aé\\n\",\"days\":2,\"units\":null,"
                        + "\"places\":[1.5,[true],{\"a\":-1}],\"note\":\"x\\\"y\"}");
    }

    @Test
    void computesNothingInPython() {
        String text = "```tool_code\nget_weather(city=open('/etc/passwd').read())\n```";

        assertThat(Answers.read(ModelFamily.GEMMA, text).shown()).containsExactly(text);
    }

    @Test
    void takesNoCallOfCommandRForNone() {
        assertThat(Answers.read(
                                ModelFamily.COMMAND_R,
                                "Action: ```json\n[{\"tool_name\": \"directly_answer\", \"parameters\": {}}]\n```")
                        .shown())
                .isEmpty();
    }

    @Test
    void readsTheChannelsOfHarmony() {
        Answers answers = Answers.read(
                ModelFamily.HARMONY,
                "<|channel|>analysis<|message|>Need rain.<|end|>"
                        + "<|start|>assistant<|channel|>commentary<|message|>I look it up.<|end|>"
                        + "<|start|>assistant<|channel|>commentary to=functions.get_weather <|constrain|>json<|message|>"
                        + PARIS + "<|call|>");

        assertThat(answers.shown()).containsExactly("(Need rain.)", "I look it up.", "get_weather" + PARIS);
        assertThat(Answers.read(
                                ModelFamily.HARMONY,
                                "<|channel|>commentary<|message|>Look.<|end|><|start|>assistant"
                                        + "<|channel|>final<|message|>It rains.<|return|>")
                        .shown())
                .containsExactly("Look.\n\nIt rains.");
    }

    @Test
    void losesNothingOfAMalformedCallOrHeaderOfHarmony() {
        Answers call = Answers.read(
                ModelFamily.HARMONY, "<|channel|>commentary to=functions.get_weather<|message|>{\"city\": <|call|>");
        Answers header = Answers.read(ModelFamily.HARMONY, "<|channel|>fin");

        assertThat(call.shown()).hasSize(1);
        assertThat(call.shown().get(0)).contains("get_weather").contains("{\"city\": ");
        assertThat(call.warnings()).hasSize(1);
        assertThat(header.shown()).containsExactly("<|channel|>fin");
    }

    @Test
    void makesUpIdsThatMistralsTemplatesTake() {
        CallIds ids = CallIds.of(new Random(1));

        assertThat(ids.get()).matches("[0-9A-Za-z]{9}").isNotEqualTo(ids.get());
    }
}
