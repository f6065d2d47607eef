package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.random.NumpyGenerator;
import dev.llmops.eval.random.NumpyRandomState;
import dev.llmops.eval.random.PythonRandom;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Random generators against NumPy and CPython. */
final class RandomChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "numpy.default_rng", RandomChecks::numpyGenerator,
                "python.random", RandomChecks::pythonRandom,
                "numpy.randomstate", RandomChecks::numpyRandomState);
    }

    private static void numpyGenerator(GoldenCase golden) {
        BigInteger seed = new BigInteger(golden.param("seed").asText());
        golden.expected().properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode expected = entry.getValue();
            NumpyGenerator random = NumpyGenerator.seeded(seed);
            if (name.equals("state")) {
                Expect.same(random.state().toString(), expected.asText(), name);
            } else if (name.equals("inc")) {
                Expect.same(random.increment().toString(), expected.asText(), name);
            } else if (name.equals("raw")) {
                each(expected, name, i -> Long.toUnsignedString(random.nextLong()));
            } else if (name.equals("random")) {
                exact(random::nextDouble, expected, name);
            } else if (name.equals("standard_normal")) {
                close(random::nextGaussian, expected, 1e-13, name);
            } else if (name.equals("integers_bool")) {
                boolean[] coins = random.booleans(expected.size());
                each(expected, name, i -> coins[i] ? "1" : "0");
            } else if (name.startsWith("permutation_")) {
                numbers(random.permutation(size(name)), expected, name);
            } else if (name.startsWith("choice_")) {
                choice(random, new BigDecimal(name.substring(7)).longValueExact(), expected, name);
            } else {
                throw new AssertionError("unknown: " + name);
            }
        });
    }

    private static void choice(NumpyGenerator random, long bound, JsonNode expected, String name) {
        List<JsonNode> rows = new ArrayList<>();
        if (expected.get(0).isArray()) {
            expected.forEach(rows::add);
        } else {
            rows.add(expected);
        }
        rows.forEach(row -> each(row, name, i -> Long.toString(random.nextLong(bound))));
    }

    private static void pythonRandom(GoldenCase golden) {
        BigInteger seed = new BigInteger(golden.param("seed").asText());
        golden.expected().properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode expected = entry.getValue();
            PythonRandom random = PythonRandom.seeded(seed);
            String[] parts = name.split("_", -1);
            if (name.equals("random")) {
                double first = PythonRandom.seeded(seed).nextDouble();
                Expect.close(first, expected.get(0), 0, name);
                for (int i = 1; i < expected.size(); i++) {
                    Expect.close(random.nextDouble(), expected.get(i), 0, name + i);
                }
            } else if (name.startsWith("getrandbits")) {
                int bits = Integer.parseInt(name.substring("getrandbits".length()));
                each(expected, name, i -> Long.toUnsignedString(random.bits(bits)));
            } else if (name.startsWith("randrange_")) {
                each(expected, name, i -> Long.toString(random.nextLong(Long.parseLong(parts[1]))));
            } else if (name.startsWith("sample_")) {
                numbers(random.sample(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])), expected, name);
            } else if (name.startsWith("choices_")) {
                numbers(random.choices(Integer.parseInt(parts[1]), expected.size()), expected, name);
            } else if (name.startsWith("shuffle_")) {
                List<Integer> values = new ArrayList<>(
                        IntStream.range(0, Integer.parseInt(parts[1])).boxed().toList());
                random.shuffle(values);
                each(expected, name, i -> values.get(i).toString());
            } else if (name.equals("gauss")) {
                close(random::nextGaussian, expected, 1e-15, name);
            } else {
                throw new AssertionError("unknown: " + name);
            }
        });
    }

    private static void numpyRandomState(GoldenCase golden) {
        long seed = golden.param("seed").asLong();
        golden.expected().properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode expected = entry.getValue();
            NumpyRandomState random = NumpyRandomState.seeded(seed);
            if (name.equals("random_sample")) {
                exact(random::nextDouble, expected, name);
            } else if (name.startsWith("choice_") || name.startsWith("randint_")) {
                numbers(random.integers(size(name), expected.size()), expected, name);
            } else if (name.startsWith("permutation_")) {
                numbers(random.permutation(size(name)), expected, name);
            } else {
                throw new AssertionError("unknown: " + name);
            }
        });
    }

    private static int size(String name) {
        return Integer.parseInt(name.substring(name.indexOf('_') + 1));
    }

    private static void exact(DoubleSupplier draw, JsonNode expected, String name) {
        close(draw, expected, 0, name);
    }

    private static void close(DoubleSupplier draw, JsonNode expected, double tolerance, String name) {
        for (int i = 0; i < expected.size(); i++) {
            Expect.close(draw.getAsDouble(), expected.get(i), tolerance, name + " " + i);
        }
    }

    private static void numbers(int[] actual, JsonNode expected, String name) {
        Expect.same(actual.length, expected.size(), name + " count");
        each(expected, name, i -> Integer.toString(actual[i]));
    }

    private static void each(JsonNode expected, String name, IntFunction<String> draw) {
        for (int i = 0; i < expected.size(); i++) {
            Expect.same(draw.apply(i), expected.get(i).asText(), name + " " + i);
        }
    }
}
