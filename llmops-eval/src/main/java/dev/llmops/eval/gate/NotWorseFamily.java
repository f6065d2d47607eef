package dev.llmops.eval.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                .mapToDouble(member -> member.difference.pWorse())
                .toArray();
        double[] adjusted = level.correction().adjust(p);
        for (int i = 0; i < p.length; i++) {
            Member member = members.get(i);
            checks.set(member.place, decide(member, checks.get(member.place), p.length, adjusted[i]));
        }
    }

    private Check decide(Member member, Check place, int tests, double p) {
        boolean worse = p <= level.alpha();
        Difference difference = member.difference;
        String message = (worse ? "a loss is proven: " : "no loss is proven: ") + difference.text() + ", p "
                + Numbers.plain(p)
                + (tests > 1 ? " among " + tests + " tests" : "")
                + (worse || Double.isNaN(difference.detectable())
                        ? ""
                        : "; detectable is " + Numbers.plain(difference.detectable()));
        Map<String, Double> figures = new LinkedHashMap<>(difference.figures());
        figures.put("adjusted", p);
        return new Check(
                place.subject(),
                place.rule(),
                worse ? member.rule.severity().outcome() : Outcome.PASS,
                message,
                figures);
    }

    private record Member(int place, MetricRule rule, Difference difference) {}
}
