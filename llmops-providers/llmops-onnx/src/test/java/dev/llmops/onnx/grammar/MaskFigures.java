package dev.llmops.onnx.grammar;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Prints what sorting a vocabulary, compiling a schema and finding masks cost with 151,936 tokens. */
final class MaskFigures {
    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "name": {"type": "string", "maxLength": 60},
              "summary": {"type": "string"},
              "kind": {"enum": ["person", "company", "place"]},
              "age": {"type": "integer", "minimum": 0, "maximum": 150},
              "score": {"type": "number", "minimum": 0, "maximum": 1},
              "born": {"type": "string", "format": "date"},
              "code": {"type": "string", "pattern": "^[A-Z]{2}-\\\\d{3,5}$"},
              "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 8},
              "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}},
             "required": ["name", "summary", "kind", "age", "tags"], "additionalProperties": false,
             "$defs": {"part": {"type": "object", "properties": {"id": {"type": "integer"},
               "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}}, "required": ["id"]}}}""";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private MaskFigures() {}

    /** Prints the figures. */
    public static void main(String[] args) {
        SyntheticVocabulary tokens = SyntheticVocabulary.of(151_936, 3);
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            tokens.vocabulary();
            System.out.printf("vocabulary of %,d tokens sorted in %.0f ms%n", tokens.size(), millis(begin));
        }
        TokenVocabulary vocabulary = tokens.vocabulary();
        long cold = System.nanoTime();
        Grammar.jsonSchema(SCHEMA).compile(vocabulary);
        System.out.printf("schema compiled in %.2f ms (cold)%n", millis(cold));
        documents(Grammar.jsonSchema(SCHEMA).compile(vocabulary), "cold");
        double[] compiled = new double[101];
        for (int round = 0; round < compiled.length; round++) {
            long begin = System.nanoTime();
            Grammar.jsonSchema(SCHEMA).compile(vocabulary);
            compiled[round] = millis(begin);
        }
        Arrays.sort(compiled);
        System.out.printf("schema compiled in %.2f ms (warm, median of %d)%n", compiled[50], compiled.length);
        for (int round = 0; round < 5; round++) {
            documents(Grammar.jsonSchema(SCHEMA).compile(vocabulary), "warm");
        }
    }

    private static void documents(CompiledGrammar grammar, String state) {
        long[] first = new long[20_000];
        long[] cpu = new long[20_000];
        BitSet isNew = new BitSet();
        Set<long[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long[] cached = new long[20_000];
        long[] checks = new long[20_000];
        int count = 0;
        Random random = new Random(5);
        for (int document = 0; document < 20; document++) {
            GrammarConstraint constraint = grammar.start();
            for (int i = 0; i < 200 && !constraint.mustEnd() && count < first.length; i++) {
                long cpuBegin = THREADS.getCurrentThreadCpuTime();
                long begin = System.nanoTime();
                long[] mask = constraint.allowed();
                long middle = System.nanoTime();
                long[] again = constraint.allowed();
                long end = System.nanoTime();
                long cpuEnd = THREADS.getCurrentThreadCpuTime();
                int token = choose(constraint, mask, random);
                long check = System.nanoTime();
                constraint.allows(token);
                checks[count] = System.nanoTime() - check;
                first[count] = middle - begin;
                cpu[count] = cpuEnd - cpuBegin;
                isNew.set(count, seen.add(mask));
                cached[count++] = end - middle + (again.length == mask.length ? 0 : 1_000_000);
                constraint.accept(token);
            }
        }
        int[] making = IntStream.range(0, count).filter(isNew::get).toArray();
        long[] made = Arrays.stream(making).mapToLong(i -> first[i]).toArray();
        long[] spent = Arrays.stream(making).mapToLong(i -> cpu[i]).toArray();
        System.out.printf(
                "%s: %d tokens, %d new masks: mean %.2f ms, worst %.2f ms, of the processor's time mean"
                        + " %.2f ms, worst %.2f ms; cached: mean %.3f us, median %.3f us;"
                        + " one token checked: median %.2f us; %d states%n",
                state,
                count,
                made.length,
                Arrays.stream(made).average().orElse(0) / 1e6,
                Arrays.stream(made).max().orElse(0) / 1e6,
                Arrays.stream(spent).average().orElse(0) / 1e6,
                Arrays.stream(spent).max().orElse(0) / 1e6,
                Arrays.stream(cached, 0, count).average().orElse(0) / 1e3,
                Arrays.stream(cached, 0, count).sorted().toArray()[count / 2] / 1e3,
                Arrays.stream(checks, 0, count).sorted().toArray()[count / 2] / 1e3,
                grammar.states());
    }

    private static int choose(GrammarConstraint constraint, long[] mask, Random random) {
        if (random.nextInt(4) == 0 && constraint.allows('"')) {
            return '"';
        }
        int from = random.nextInt(mask.length * 64);
        for (int i = 0; ; i++) {
            int token = (from + i) % (mask.length * 64);
            if ((mask[token >>> 6] & (1L << token)) != 0) {
                return token;
            }
        }
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
