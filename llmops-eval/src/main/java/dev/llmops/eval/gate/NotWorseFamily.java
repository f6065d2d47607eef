package dev.llmops.eval.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The checks that no loss is proven, decided together when all are known. Not safe for concurrent use. */
final class NotWorseFamily {
    private final Level level;
    private final List<Member> members = new ArrayList<>();

    NotWorseFamily(Level level) {
        this.level = level;
    }

    /** Adds a check to {@code checks}, which {@link #resolve} decides. */
    void add(List<Check> checks, MetricRule rule, String title, Difference difference) {
        members.add(new Member(checks.size(), rule, difference));
        checks.add(Check.of(title, "no loss proven", Outcome.PASS, ""));
    }

    /** Decides every check that was added, in its place. */
    void resolve(List<Check> checks) {
        double[] p = members.stream()
                .mapToDouble(member -> member.difference.measured().p())
                .toArray();
        double[] adjusted = level.correction().adjust(p);
        for (int i = 0; i < p.length; i++) {
            Member member = members.get(i);
            checks.set(member.place, decide(member, checks.get(member.place), p.length, adjusted[i]));
        }
    }

    private Check decide(Member member, Check place, int tests, double p) {
        Difference difference = member.difference;
        boolean worse = difference.worse(p);
        String message = (worse ? "a loss is proven: " : "no loss is proven: ") + difference.text() + ", p "
                + Numbers.plain(p) + " by " + difference.measured().test().label()
                + (tests > 1 ? " among " + tests + " tests" : "") + detectable(difference, worse);
        Map<String, Double> figures = new LinkedHashMap<>(difference.figures());
        figures.put("adjusted", p);
        return new Check(
                place.subject(),
                place.rule(),
                worse ? member.rule.severity().outcome() : Outcome.PASS,
                message,
                figures);
    }

    /** {@return how large a loss had to be, which a rule that passes must tell} */
    private static String detectable(Difference difference, boolean worse) {
        OptionalDouble loss = difference.measured().detectable();
        return worse || loss.isEmpty()
                ? ""
                : "; a loss of " + Numbers.plain(loss.getAsDouble()) + " would be shown four times out of five";
    }

    private record Member(int place, MetricRule rule, Difference difference) {}
}
