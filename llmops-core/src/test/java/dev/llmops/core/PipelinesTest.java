package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Fact;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelPolicy;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.api.text.OffsetMap;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.testing.ScriptedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelinesTest {
    @TempDir
    private Path directory;

    private final List<String> closed = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final ScriptedModel echo = ScriptedModel.answering(
            request -> request.messages().get(request.messages().size() - 1).text());

    private final StageRegistry registry = StageRegistry.of(List.of(
            provider(Preprocessor.class, "shout", config -> {
                String end = config.string("end").orElse("!");
                return (prompt, context) -> prompt.withText(prompt.text() + end, OffsetMap.identity());
            }),
            provider(Grounder.class, "fact", config -> {
                String statement = config.requiredString("statement");
                return new ClosableGrounder(
                        statement, Evidence.ofFacts(List.of(new Fact(statement, "test", Trust.RETRIEVED))));
            }),
            provider(Grounder.class, "numbers", config -> {
                config.integer("top");
                config.flag("deep");
                config.path("folder");
                return (prompt, context) -> Evidence.none();
            }),
            provider(SafetyGuard.class, "word", config -> {
                String word = config.requiredString("word");
                return (segment, context) -> find(segment, word);
            }),
            provider(
                    Postprocessor.class,
                    "sign",
                    config -> (answer, context) -> answer.withText(answer.text() + " -- me")),
            provider(Memory.class, "conversation-memory", config -> {
                config.integer("turns");
                return ConversationMemory.window(1);
            }),
            provider(ModelClient.class, "echo", config -> {
                config.string("key");
                return echo;
            }),
            provider(ModelClient.class, "broken", config -> {
                throw new IllegalStateException("inner detail");
            }),
            provider(ModelClient.class, "refusing", config -> {
                throw new ConfigurationException("The key " + config.requiredString("key") + " is not accepted.");
            }),
            provider(
                    ModelPolicy.class,
                    "counted",
                    config -> next -> (request, call) -> {
                        closed.add("asked");
                        return next.generate(request, call);
                    }),
            provider(ModelClient.class, "keyed", config -> {
                requireKey(config);
                return echo;
            }),
            provider(Grounder.class, "keyed", config -> {
                requireKey(config);
                return (prompt, context) -> Evidence.none();
            }),
            provider(PipelineListener.class, "watch", config -> event -> {})));

    private static void requireKey(StageConfig config) {
        String variable = config.requiredString("key-variable");
        if (config.variable(variable).isEmpty()) {
            throw config.problem("key-variable", "names " + variable + ", which is not set");
        }
    }

    @Test
    void loadsAPipelineOfEveryKindOfStage() {
        Path file = write("pipeline.yaml", """
                version: 1
                name: test
                instructions: Answer briefly.
                within: 20s
                memory: {conversation-memory: {turns: 20}}
                preprocess: [shout]
                ground:
                  - parallel: [{fact: {statement: a}}, {fact: {statement: b}}]
                  - fact: {statement: c}
                    name: handbook
                    optional: true
                    within: 2s
                guard:
                  - word: {word: secret}
                    policy: block
                compose: spotlighting
                model:
                  fallback: [{echo: {key: k}}, echo]
                postprocess: [sign]
                listen: [watch]
                """);

        try (Pipeline pipeline = load(file)) {
            Answer answer = pipeline.run("Hello");

            assertThat(answer.text()).endsWith("Hello! -- me");
            assertThat(answer.evidence().facts()).extracting(Fact::statement).containsExactly("a", "b", "c");
            assertThat(pipeline.describe())
                    .contains("grounder parallel", "grounder handbook, optional, within 2000 ms", "input guard word");
            assertThat(Pipelines.describe(pipeline)).isEqualTo(pipeline.describe());
            assertThatExceptionOfType(BlockedException.class).isThrownBy(() -> pipeline.run("a secret"));
        }
        assertThat(closed).containsExactly("c", "b", "a");
    }

    @Test
    void loadsThePipelineOfTheBuiltInStages() {
        Path file = write("p.yaml", """
                version: 1
                instructions: Answer briefly.
                within: 20s
                memory: {conversation-memory: {turns: 20}}
                preprocess: [text-cleaner]
                ground:
                  - entity-finder
                  - parallel: [{entity-finder: {zone: UTC}}]
                guard:
                  - pii: {}
                    policy: pseudonymise
                model:
                  fallback: [extractive]
                postprocess: [citations, typography]
                """);

        try (Pipeline pipeline = Pipelines.load(file)) {
            assertThat(pipeline.run("Who is on duty?").text()).isNotBlank();
            assertThat(pipeline.describe())
                    .contains(
                            "recall conversation-memory",
                            "preprocessor text-cleaner",
                            "input guard pii",
                            "grounder entity-finder")
                    .contains("postprocessor citations", "postprocessor typography");
        }
    }

    @Test
    void readsJsonJustTheSame() {
        Path file = write("pipeline.json", """
                {"version": 1, "preprocess": [{"shout": {"end": "\\u003f"}}], "model": {"echo": {}}}""");

        try (Pipeline pipeline = load(file)) {
            assertThat(pipeline.run("Hello").text()).endsWith("Hello?");
        }
    }

    @Test
    void answersExtractivelyWithoutAModel() {
        try (Pipeline pipeline = load(write("p.yaml", "version: 1\n"))) {
            assertThat(pipeline.describe()).contains("model extractive");
        }
    }

    @Test
    void numbersStagesOfTheSameName() {
        Path file = write("p.yaml", "version: 1\npreprocess: [shout, shout, {shout: {}, name: last}]\nmodel: echo\n");

        try (Pipeline pipeline = load(file)) {
            assertThat(pipeline.describe())
                    .contains("preprocessor shout\n", "preprocessor shout-2\n", "preprocessor last\n");
        }
    }

    @Test
    void wrapsModelsInPolicies() {
        Path file = write("p.yaml", "version: 1\nmodel:\n  echo: {}\n  with: [counted, counted]\n  within: 5s\n");

        try (Pipeline pipeline = load(file)) {
            pipeline.run("Hello");
        }

        assertThat(closed).containsExactly("asked", "asked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "block | GuardPolicy[Block, from STRONG, on error CLOSED]",
                "pseudonymise | GuardPolicy[Pseudonymise, from STRONG, on error CLOSED]",
                "{reprompt: 2} | GuardPolicy[Reprompt, from STRONG, on error CLOSED]",
                "{redact: \"<{kind}>\"} | GuardPolicy[Redact, from STRONG, on error CLOSED]",
                "{default: redact, acting-from: weak, on-error: open, on: [prompt, answer], when: {CREDIT_CARD: block, URL: {redact: x}}} | GuardPolicy[Redact, from WEAK, on error OPEN]",
                "{default: {reprompt: 1}, on: output} | GuardPolicy[Reprompt, from STRONG, on error CLOSED]"
            })
    void readsPolicies(String policy, String expected) {
        Path file = write("p.yaml", "version: 1\nguard: [{word: {word: x}, policy: " + policy + "}]\nmodel: echo\n");

        try (Pipeline pipeline = load(file)) {
            assertThat(pipeline.describe()).contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "blok | Did you mean \"block\"?",
                "reprompt | {reprompt: 2}",
                "{reprompt: 20} | must be at most 10",
                "{when: {X: block}} | has no \"default\"",
                "{default: block, redact: x} | put the action behind \"default\"",
                "{default: block, acting-from: srong} | must be one of weak, contextual, strong, validated",
                "{default: block, on: promt} | Did you mean \"prompt\"?",
                "{default: block, onerror: open} | Did you mean \"on-error\"?",
                "{default: block, when: {X: nothing}} | \"X\" must be one of allow"
            })
    void saysWhatIsWrongWithAPolicy(String policy, String expected) {
        assertThat(messageOf("version: 1\nguard:\n- word: {word: x}\n  policy: " + policy + "\nmodel: echo\n"))
                .startsWith("p.yaml:4: ")
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "preproces: [shout] | p.yaml:2: \"preproces\" is no key that is known here. | Did you mean \"preprocess\"?",
                "preprocess: shout | p.yaml:2: \"preprocess\" must be a list, was a string. | ``",
                "preprocess: [shuot] | p.yaml:2: No Preprocessor named \"shuot\". Found: shout. | Did you mean \"shout\"?",
                "preprocess: [fact] | There is a Grounder of that name | ``",
                "preprocess: [{shout: {ende: x}}] | p.yaml:2: \"ende\" is not a setting of shout. | Did you mean \"end\"?",
                "preprocess: [{shout: {end: 5}}] | p.yaml:2: \"end\" must be a text | ``",
                "preprocess: [{shout: {end: }}] | p.yaml:2: \"end\" has no value | ``",
                "preprocess: [{shout: {}, optinal: true}] | p.yaml:2: \"optinal\" is no option of a stage here | Did you mean \"optional\"?",
                "preprocess: [{shout: {}, numbers: {}}] | p.yaml:2: names more than one stage: shout, numbers | ``",
                "preprocess: [{name: x}] | p.yaml:2: names no stage | ``",
                "preprocess: [] extra | p.yaml:2: | is not valid YAML",
                "ground: [fact] | p.yaml:2: \"statement\" is missing | ``",
                "ground: [{fact: {statment: a}}] | p.yaml:2: \"statment\" is not a setting of fact. Did you mean \"statement\"? | \"statement\" is missing",
                "ground: [{numbers: {top: five}}] | p.yaml:2: \"top\" must be a whole number | ``",
                "ground: [{parallel: []}] | is missing: name the grounders | ``",
                "ground: [{parallel: [numbers, fakt]}] | No Grounder named \"fakt\" | Did you mean \"fact\"?",
                "ground: [{numbers: {}, within: 2}] | p.yaml:2: \"within\" must be a time such as 500ms, 20s or 5m. | ``",
                "ground: [{numbers: {}, within: 2 days}] | p.yaml:2: \"within\" must be a time such as 500ms, 20s or 5m. | ``",
                "ground: [{numbers: {}, within: 0s}] | p.yaml:2: limit must be longer than zero | ``",
                "guard: [{word: {word: x}}] | p.yaml:2: \"policy\" is missing | policy: block",
                "guard: [{word: {word: x}, policy: redact, racing: true}] | cannot race the model | ``",
                "guard: [word] | p.yaml:2: this item must be a group of keys, was a string. | ``",
                "instructions: [a] | p.yaml:2: \"instructions\" must be a string, was a list. | ``",
                "version: 2 | p.yaml:2: \"version\" stands here twice, first in line 1 | ``",
                "name: !!java.net.URL x | p.yaml:2: has a tag | ``",
                "name: \"a | p.yaml: | is not valid YAML",
                "name: *x | p.yaml:2: refers to *x | ``",
                "--- | p.yaml:2: begins a second document | ``"
            })
    void namesLineAndKeyAndWhatWouldBeRight(String line, String expected, String more) {
        assertThat(messageOf("version: 1\n" + line + "\nmodel: echo\n"))
                .contains(expected)
                .contains(more);
    }

    @Test
    void wantsTheVersion() {
        assertThat(messageOf("model: echo\n"))
                .isEqualTo("p.yaml:1: \"version\" is missing. This release reads version 1: write \"version: 1\".");
        assertThat(messageOf("version: 2\n")).startsWith("p.yaml:1: \"version\" must be 1.");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        String message = messageOf("""
                version: 1
                preprocess: [shuot]
                ground:
                  - numbers: {top: x}
                  - fact: {statement: a, other: 1}
                  - nothing
                model: ecco
                """);

        assertThat(message.lines()).hasSize(6).first().isEqualTo("p.yaml has 5 problems:");
        assertThat(message).contains("p.yaml:2:", "p.yaml:4:", "p.yaml:5:", "p.yaml:6:", "p.yaml:7:");
        assertThat(closed).containsExactly("a");
    }

    @Test
    void saysWhatTheProviderOfAStageSaid() {
        assertThat(messageOf("version: 1\nmodel: broken\n"))
                .isEqualTo("p.yaml:2: \"broken\" cannot be made: its provider failed with "
                        + "java.lang.IllegalStateException. See the cause.");
        assertThat(messageOf("version: 1\nmodel: {refusing: {key: k}}\n"))
                .isEqualTo("p.yaml:2: \"refusing\": The key k is not accepted.");
    }

    @Test
    void replacesVariablesInTexts() {
        environment.put("END", "?");
        environment.put("KEY", "12345");
        Path file = write(
                "p.yaml",
                "version: 1\npreprocess: [{shout: {end: \"${END}$${END}\"}}]\nmodel: {echo: {key: \"${KEY}\"}}\n");

        try (Pipeline pipeline = load(file)) {
            assertThat(pipeline.run("Hello").text()).endsWith("Hello?${END}");
        }
    }

    @Test
    void tellsWhichStageLacksWhichVariable() {
        String file = """
                version: 1
                ground:
                  - keyed: {key-variable: SEARCH_KEY}
                    optional: true
                model:
                  fallback: [{keyed: {key-variable: MODEL_KEY}}, echo]
                """;

        String message = messageOf(file);
        environment.putAll(Map.of("SEARCH_KEY", "sk-1-search", "MODEL_KEY", "sk-2-model"));

        assertThat(message.lines()).hasSize(3);
        assertThat(message)
                .contains("p.yaml:3: \"key-variable\" names SEARCH_KEY", "p.yaml:6: \"key-variable\" names MODEL_KEY");
        load(write("set.yaml", file)).close();
    }

    @Test
    void namesMissingVariablesAndNeverTheirValues() {
        environment.put("KEY", "sk-very-secret");

        String message = messageOf(
                "version: 1\nmodel: {refusing: {key: \"${KEY}\"}}\npreprocess: [{shout: {end: \"${NOT_SET}\"}}]\n");
        String refused = messageOf("version: 1\nmodel: {refusing: {key: \"${KEY}\"}}\n");
        String open = messageOf("version: 1\nmodel: {echo: {key: \"${KEY\"}}\n");

        assertThat(message).isEqualTo("p.yaml:3: needs the environment variable NOT_SET, which is not set");
        assertThat(refused).isEqualTo("p.yaml:2: \"refusing\": The key ${KEY} is not accepted.");
        assertThat(open).startsWith("p.yaml:2: has \"${\" without a name");
        assertThat(message + refused + open).doesNotContain("sk-very-secret");
    }

    @Test
    void hidesAValueThatBeginsLikeAnotherOne() {
        environment.put("HOST", "sk-1");
        environment.put("KEY", "sk-123456");

        String message = messageOf("version: 1\ninstructions: \"${HOST}\"\nmodel: {refusing: {key: \"${KEY}\"}}\n");

        assertThat(message).isEqualTo("p.yaml:3: \"refusing\": The key ${KEY} is not accepted.");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xFF});
        Path control = directory.resolve("control");
        Files.write(control, "version: 1\nname: a\u0001\n".getBytes(StandardCharsets.UTF_8));
        Path large = directory.resolve("large");
        Files.write(large, new byte[1024 * 1024 + 1]);

        assertFails(directory.resolve("missing.yaml"), "does not exist");
        assertFails(directory, "is a directory");
        assertFails(binary, "is not a text in UTF-8");
        assertFails(control, ":2: has the character U+0001");
        assertFails(large, "is larger than");
        assertFails(write("empty", ""), "is empty");
        assertFails(write("blank", "\n# nothing\n---\n"), "is empty");
        assertFails(write("list", "- a\n"), ":1: must be keys with values");
        assertFails(write("text", "hello\n"), ":1: must be keys with values");
    }

    @Test
    void readsAFileWithAByteOrderMark() {
        try (Pipeline pipeline = load(write("p.yaml", "\uFEFFversion: 1\nmodel: echo\n"))) {
            assertThat(pipeline.run("Hello").text()).endsWith("Hello");
        }
    }

    @Test
    void refusesDepthAndExpansionThatNoPipelineHas() {
        StringBuilder laughs = new StringBuilder("version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [");
            laughs.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }

        assertThat(messageOf("version: 1\nname: " + "[".repeat(100_000))).contains("p.yaml:2: is nested deeper than");
        assertThat(messageOf("version: 1\nname: " + "{a: ".repeat(10_000))).contains("is nested deeper than");
        assertThat(messageOf("version: 1\n" + "- ".repeat(50_000))).startsWith("p.yaml:");
        assertThat(messageOf(laughs.toString())).contains("has more than 50000 values");
        assertThat(messageOf("version: 1\nname: &x [*x]\n")).contains("refers to *x");
    }

    @Test
    void readsAnchors() {
        Path file = write("p.yaml", """
                version: 1
                preprocess:
                  - &loud {shout: {end: "!!"}}
                  - *loud
                model: echo
                """);

        try (Pipeline pipeline = load(file)) {
            assertThat(pipeline.run("Hello").text()).endsWith("Hello!!!!");
        }
    }

    @Test
    void findsPathsFromTheDirectoryOfTheFile() {
        List<Path> seen = new ArrayList<>();
        StageRegistry paths = StageRegistry.of(List.of(provider(ModelClient.class, "file", config -> {
            seen.add(config.path("path").orElseThrow());
            return echo;
        })));

        Pipelines.load(write("p.yaml", "version: 1\nmodel: {file: {path: a/b}}\n"), paths)
                .close();

        assertThat(seen).containsExactly(directory.toAbsolutePath().resolve("a/b"));
    }

    @Test
    void describesTheStagesThatWereFound() {
        String described = Pipelines.describe();

        assertThat(described)
                .contains("Grounder\n", "ModelClient\n", "Memory\n", "conversation-memory", "fallback", "extractive")
                .contains("dev.llmops.core.provider.FallbackProvider in file:")
                .contains("Runs several grounders side by side");
        assertThat(Pipelines.describe(StageRegistry.of(List.of()))).contains("No stages were found.");
    }

    @Test
    void describesWhatCannotBeUsedAndWhy() {
        StageRegistry failing = StageRegistry.of(List.of(
                new Provider<>(Grounder.class, "x", config -> {
                    throw new IllegalStateException();
                }) {
                    @Override
                    public String name() {
                        throw new IllegalStateException("no name today");
                    }
                }));

        assertThat(Pipelines.describe(failing)).contains("Could not be used\n", "no name today");
    }

    @Test
    void publishesItsSchema() {
        assertThat(Pipelines.schema()).contains("https://json-schema.org/draft/2020-12/schema", "\"preprocess\"");
    }

    private Pipeline load(Path file) {
        return Pipelines.load(file, registry, environment::get);
    }

    private String messageOf(String text) {
        Path file = write("p.yaml", text);
        try (Pipeline pipeline = load(file)) {
            throw new AssertionError("was loaded: " + pipeline);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage()).replace(directory + "/", "");
        }
    }

    private void assertFails(Path file, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Finding> find(Segment segment, String word) {
        int start = segment.text().indexOf(word);
        return start < 0 ? List.of() : List.of(Finding.of("word", "WORD", start, start + word.length(), Tier.STRONG));
    }

    private static <T> StageProvider<T> provider(Class<T> stage, String name, Function<StageConfig, T> maker) {
        return new Provider<>(stage, name, maker);
    }

    private static class Provider<T> implements StageProvider<T> {
        private final Class<T> stage;
        private final String name;
        private final Function<StageConfig, T> maker;

        Provider(Class<T> stage, String name, Function<StageConfig, T> maker) {
            this.stage = stage;
            this.name = name;
            this.maker = maker;
        }

        @Override
        public Class<T> stage() {
            return stage;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public T create(StageConfig config) {
            return maker.apply(config);
        }
    }

    private final class ClosableGrounder implements Grounder, AutoCloseable {
        private final String name;
        private final Evidence evidence;

        ClosableGrounder(String name, Evidence evidence) {
            this.name = name;
            this.evidence = evidence;
        }

        @Override
        public Evidence ground(Prompt prompt, StageContext context) {
            return evidence;
        }

        @Override
        public void close() {
            closed.add(name);
        }
    }
}
