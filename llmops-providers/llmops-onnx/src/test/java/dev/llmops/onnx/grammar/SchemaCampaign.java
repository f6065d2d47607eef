package dev.llmops.onnx.grammar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.grammar.schema.JsonSpacing;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Random schemas and random models: what they write is checked by a validator that knows nothing of grammars. */
final class SchemaCampaign {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final SyntheticVocabulary tokens = SyntheticVocabulary.of(4_000, 7);
    private final TokenVocabulary vocabulary = tokens.vocabulary();
    final List<String> failures = new ArrayList<>();
    final Map<String, Integer> refusals = new TreeMap<>();
    int schemas;
    int refused;
    int texts;

    /** Tries {@code count} schemas that are not refused, {@code models} models each. */
    void run(int count, int models, long seed) {
        RandomSchemas random = new RandomSchemas(seed);
        JsonSpacing[] spacings = JsonSpacing.values();
        while (schemas < count) {
            String schema = random.next();
            CompiledGrammar grammar;
            try {
                grammar = Grammar.jsonSchema(schema, spacings[schemas % spacings.length])
                        .compile(vocabulary);
            } catch (InvalidInputException e) {
                refused++;
                refusals.merge(String.valueOf(e.getMessage()).replaceAll("\"[^\"]*\"", "…"), 1, Integer::sum);
                continue;
            }
            schemas++;
            JsonSchema validator = VALIDATORS.getSchema(schema, InputFormat.JSON, CONFIG);
            for (int model = 0; model < models; model++) {
                check(schema, grammar, validator, seed + schemas * 31L + model);
            }
        }
    }

    /** Tries one schema with {@code models} models. */
    void check(String schema, int models, long seed) {
        CompiledGrammar grammar = Grammar.jsonSchema(schema).compile(vocabulary);
        JsonSchema validator = VALIDATORS.getSchema(schema, InputFormat.JSON, CONFIG);
        for (int model = 0; model < models; model++) {
            check(schema, grammar, validator, seed + model);
        }
    }

    private void check(String schema, CompiledGrammar grammar, JsonSchema validator, long seed) {
        int most = 20 + (int) (seed % 180);
        byte[] bytes = new RandomModel(tokens, seed).write(grammar.start(), most);
        texts++;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode value = MAPPER.readTree(text);
            Set<ValidationMessage> problems = validator.validate(value);
            if (!problems.isEmpty()) {
                failures.add(schema + "\n  " + text + "\n  " + problems);
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            failures.add(schema + "\n  " + e);
        }
    }

    /** Runs the whole campaign and prints the figures. */
    public static void main(String[] args) {
        SchemaCampaign campaign = new SchemaCampaign();
        long begin = System.nanoTime();
        campaign.run(
                args.length > 0 ? Integer.parseInt(args[0]) : 1_000, 5, args.length > 1 ? Long.parseLong(args[1]) : 1);
        campaign.failures.stream().limit(10).forEach(System.out::println);
        campaign.refusals.forEach((why, times) -> System.out.println(times + " refused: " + why));
        System.out.printf(
                "%d schemas (%d more refused), %d texts, %d invalid, %.1f s%n",
                campaign.schemas,
                campaign.refused,
                campaign.texts,
                campaign.failures.size(),
                (System.nanoTime() - begin) / 1e9);
    }
}
