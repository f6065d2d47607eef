package dev.llmops.eval.catalog;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What metrics are called elsewhere. None of it is a name here, but a message can say what the name is. */
final class OtherNames {
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("em", "squad-em"),
            Map.entry("f1", "squad-f1"),
            Map.entry("squad", "squad-f1"),
            Map.entry("exact", "exact-match"),
            Map.entry("regex", "regex-match"),
            Map.entry("json", "json-match"),
            Map.entry("refusals", "refusal"),
            Map.entry("chrf", "chrf2"),
            Map.entry("chrf++", "chrf2++"),
            Map.entry("rouge", "rougeL"),
            Map.entry("rougelsumm", "rougeLsum"),
            Map.entry("p", "P_10"),
            Map.entry("precision", "P_10"),
            Map.entry("recall", "recall_10"),
            Map.entry("success", "success_10"),
            Map.entry("hit", "success_10"),
            Map.entry("ndcgcut", "ndcg_cut_10"),
            Map.entry("mrr", "recip_rank"),
            Map.entry("rr", "recip_rank"));

    private OtherNames() {}

    /** {@return what of {@code names} is meant by {@code name}, as far as can be told} */
    static Optional<String> meaning(String name, Collection<String> names) {
        String plain = plain(name);
        Optional<String> written = names.stream()
                .filter(each -> !each.equals(name) && plain(each).equals(plain))
                .findFirst();
        return written.isPresent() ? written : Optional.ofNullable(KNOWN.get(plain));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
