package dev.llmops.eval.gate;

import dev.llmops.eval.Score;
import java.util.List;
import java.util.Map;

/**
 * What an update did to a baseline.
 *
 * @param existed whether there was one that could be read
 * @param added items that are new
 * @param removed items that are gone
 * @param changed items of which a score changed
 * @param same items that are as before
 */
public record BaselineChange(boolean existed, int added, int removed, int changed, int same) {
    static BaselineChange between(
            boolean existed, Map<String, List<Map<String, Score>>> before, Map<String, List<Map<String, Score>>> now) {
        int added = 0;
        int changed = 0;
        int same = 0;
        for (Map.Entry<String, List<Map<String, Score>>> item : now.entrySet()) {
            List<Map<String, Score>> old = before.get(item.getKey());
            if (old == null) {
                added++;
            } else if (old.equals(item.getValue())) {
                same++;
            } else {
                changed++;
            }
        }
        int removed = (int)
                before.keySet().stream().filter(id -> !now.containsKey(id)).count();
        return new BaselineChange(existed, added, removed, changed, same);
    }

    /** Says it in one line. */
    @Override
    public String toString() {
        return (existed ? "updated: " : "created: ") + added + " added, " + removed + " removed, " + changed
                + " changed, " + same + " as before";
    }
}
