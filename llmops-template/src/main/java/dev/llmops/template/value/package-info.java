/**
 * The values a template works on, with the meaning Python gives them.
 *
 * <p>Text is {@link java.lang.String}, whole numbers are {@link java.lang.Long} or, beyond 64 bits,
 * {@link java.math.BigInteger}; the other kinds have classes here. No value is Java's null and none is ever
 * changed, but for {@link dev.llmops.template.value.NamespaceValue}. Start with {@link dev.llmops.template.value.Values}.
 */
@NullMarked
package dev.llmops.template.value;

import org.jspecify.annotations.NullMarked;
