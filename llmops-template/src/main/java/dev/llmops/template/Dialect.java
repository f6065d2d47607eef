package dev.llmops.template;

/** Whose reading of the Jinja language counts where the two best known ones differ. */
public enum Dialect {
    /** That of Jinja itself, which transformers and the makers of chat templates use: {@code True}, {@code ['a']}. */
    PYTHON,

    /**
     * That of the JavaScript library {@code @huggingface/jinja}: lists, dicts, booleans and none print as JSON and a single
     * none as nothing, filters such as {@code map} give lists, a key of a dict hides a method of that name, and
     * {@code true} is not found in {@code [1]}.
     */
    JAVASCRIPT
}
