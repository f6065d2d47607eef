package dev.llmops.onnx;

import dev.llmops.onnx.grammar.CompiledGrammar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The grammars used last, compiled: the masks that one request has had computed serve the next one.
 *
 * <p>Safe for concurrent use.
 */
final class GrammarCache {
    private static final int LARGEST = 32;

    private final Map<Object, CompiledGrammar> grammars = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, CompiledGrammar> eldest) {
            return size() > LARGEST;
        }
    };

    CompiledGrammar get(Object key, Supplier<CompiledGrammar> compile) {
        synchronized (grammars) {
            CompiledGrammar known = grammars.get(key);
            if (known != null) {
                return known;
            }
        }
        CompiledGrammar made = compile.get();
        synchronized (grammars) {
            grammars.put(key, made);
        }
        return made;
    }
}
