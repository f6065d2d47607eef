package dev.llmops.eval.gate;

import java.util.Collection;
import java.util.stream.Collectors;

/** Ids of items in messages: enough to start looking. */
final class ItemNames {
    private static final int SHOWN = 5;

    private ItemNames() {}

    static String some(Collection<String> ids) {
        String some = ids.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return ids.size() > SHOWN ? some + " and " + (ids.size() - SHOWN) + " more" : some;
    }
}
