package dev.llmops.remote.responses;

/**
 * The types of items, and of the opaque parts that stand for them.
 *
 * <p>What an item says stands in the parts of a message as text, tool call or picture; an opaque part behind them holds
 * the rest of the item, such as its id, so that it goes back as it came. An item without such parts is an opaque part
 * alone.
 */
final class ItemTypes {
    static final String MESSAGE = "message";
    static final String REASONING = "reasoning";
    static final String FUNCTION_CALL = "function_call";
    static final String CUSTOM_CALL = "custom_tool_call";
    static final String IMAGE_CALL = "image_generation_call";

    /** Begins the type of an opaque part that is a part of a message and no item. */
    static final String PART = "message.";

    static final String OUTPUT_TEXT = "output_text";
    static final String REFUSAL = "refusal";

    private ItemTypes() {}
}
