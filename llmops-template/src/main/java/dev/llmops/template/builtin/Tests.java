package dev.llmops.template.builtin;

import dev.llmops.template.text.Characters;
import dev.llmops.template.text.PercentFormat;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.DictView;
import dev.llmops.template.value.Equality;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.Operators;
import dev.llmops.template.value.Undefined;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The tests, which follow the word {@code is}. */
final class Tests {
    private Tests() {}

    static List<Builtin> all() {
        return List.of(
                test("defined", value -> !(value instanceof Undefined)),
                test("undefined", value -> value instanceof Undefined),
                test("none", Attributes::isNone),
                test("boolean", value -> value instanceof Boolean),
                test("true", value -> value.equals(true)),
                test("false", value -> value.equals(false)),
                test("string", value -> value instanceof String),
                test("number", Numbers::isNumber),
                test("integer", value -> Numbers.isWhole(value) && !(value instanceof Boolean)),
                test("float", value -> value instanceof Double),
                test("mapping", value -> value instanceof DictValue),
                test("iterable", Attributes::isIterable),
                test("sequence", Tests::isSequence),
                test("callable", Attributes::isCallable),
                test("escaped", value -> false),
                Builtin.of("lower", given -> Characters.allCased(given.str(0), false), 1, "value"),
                Builtin.of("upper", given -> Characters.allCased(given.str(0), true), 1, "value"),
                Builtin.of("even", given -> rest(given, 2L, 0L), 1, "value"),
                Builtin.of("odd", given -> rest(given, 2L, 1L), 1, "value"),
                Builtin.of("divisibleby", given -> rest(given, given.get(1), 0L), 2, "value", "num"),
                Builtin.of(
                        "in", given -> Iteration.contains(given.get(1), given.get(0), given.run()), 2, "value", "seq"),
                Builtin.of("sameas", Tests::sameAs, 2, "value", "other"),
                Builtin.of(
                        "filter", given -> isKnown(given, given.run().setting().filters()), 1, "value"),
                Builtin.of("test", given -> isKnown(given, given.run().setting().tests()), 1, "value"),
                Builtin.of("eq", given -> Equality.same(given.get(0), given.get(1)), 2, "a", "b"),
                Builtin.of("ne", given -> !Equality.same(given.get(0), given.get(1)), 2, "a", "b"),
                ordered("lt", "<", order -> order < 0),
                ordered("le", "<=", order -> order <= 0),
                ordered("gt", ">", order -> order > 0),
                ordered("ge", ">=", order -> order >= 0));
    }

    static Map<String, String> aliases() {
        return Map.of(
                "equalto",
                "eq",
                "==",
                "eq",
                "!=",
                "ne",
                "<",
                "lt",
                "lessthan",
                "lt",
                "<=",
                "le",
                ">",
                "gt",
                "greaterthan",
                "gt",
                ">=",
                "ge");
    }

    private static Builtin test(String name, Predicate<Object> predicate) {
        return Builtin.of(name, given -> predicate.test(given.get(0)), 1, "value");
    }

    private static Builtin ordered(String name, String operator, IntPredicate wanted) {
        return Builtin.of(
                name, given -> wanted.test(Equality.order(given.get(0), given.get(1), operator)), 2, "a", "b");
    }

    private static Object rest(Given given, Object divisor, Object wanted) {
        Object rest = given.get(0) instanceof String format
                ? PercentFormat.format(format, divisor, given.run())
                : Operators.modulo(given.get(0), divisor);
        return Equality.same(rest, wanted);
    }

    private static boolean isKnown(Given given, Map<String, Function> functions) {
        return DictValue.key(given.get(0)) instanceof String name && functions.containsKey(name);
    }

    private static boolean isSequence(Object value) {
        return value instanceof Undefined || Attributes.isSequence(value) && !(value instanceof DictView);
    }

    private static Object sameAs(Given given) {
        Object value = given.get(0);
        Object other = given.get(1);
        boolean plain = value instanceof String || Numbers.isNumber(value) || Attributes.isNone(value);
        return plain
                ? value.equals(other)
                : System.identityHashCode(value) == System.identityHashCode(other)
                        && value.getClass() == other.getClass();
    }
}
