package dev.llmops.template.syntax;

import dev.llmops.template.value.None;

/**
 * A piece of a template's source.
 *
 * @param text how it reads: the data, name, operator or text literal
 * @param value the number of a number literal; None otherwise
 * @param line counted from 1
 */
record Token(Type type, String text, Object value, int line) {
    Token(Type type, String text, int line) {
        this(type, text, None.NONE, line);
    }

    /** What a token is. */
    enum Type {
        DATA("template data"),
        PRINT_BEGIN("begin of print statement"),
        PRINT_END("end of print statement"),
        BLOCK_BEGIN("begin of statement block"),
        BLOCK_END("end of statement block"),
        NAME("name"),
        STRING("string"),
        INTEGER("integer"),
        FLOAT("float"),
        OPERATOR("operator"),
        END("end of template");

        private final String description;

        Type(String description) {
            this.description = description;
        }
    }

    boolean is(Type wanted) {
        return type == wanted;
    }

    boolean isName(String name) {
        return type == Type.NAME && text.equals(name);
    }

    boolean isOperator(String operator) {
        return type == Type.OPERATOR && text.equals(operator);
    }

    /** {@return how messages call it} */
    String described() {
        return switch (type) {
            case NAME, OPERATOR -> text;
            default -> type.description;
        };
    }
}
