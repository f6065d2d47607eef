package dev.llmops.template.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one value whose attributes a template may set; it carries state out of loops. */
public final class NamespaceValue {
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    /** Creates one without attributes. */
    public NamespaceValue() {}

    /** {@return the attribute {@code name}; null if it is not set} */
    public @Nullable Object get(String name) {
        return attributes.get(name);
    }

    /** Sets the attribute {@code name}. */
    public void set(String name, Object value) {
        attributes.put(name, value);
    }

    /** {@return the attributes as a dict} */
    public DictValue asDict() {
        DictValue dict = new DictValue();
        attributes.forEach(dict::put);
        return dict;
    }

    @Override
    public String toString() {
        return "Namespace of " + attributes.size();
    }
}
