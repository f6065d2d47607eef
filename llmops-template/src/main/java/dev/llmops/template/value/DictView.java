package dev.llmops.template.value;

/** The keys, values or items of a dict, as the methods of these names give them. */
public record DictView(DictValue dict, Part part) {
    /** What of the dict is seen. */
    public enum Part {
        /** The keys. */
        KEYS("dict_keys"),
        /** The values. */
        VALUES("dict_values"),
        /** Pairs of key and value. */
        ITEMS("dict_items");

        private final String type;

        Part(String type) {
            this.type = type;
        }

        /** {@return Python's name of the type} */
        public String type() {
            return type;
        }
    }

    /** {@return what is seen, in the order of the dict} */
    public Object[] items() {
        return switch (part) {
            case KEYS -> dict.keys();
            case VALUES -> dict.values();
            case ITEMS -> dict.items();
        };
    }
}
