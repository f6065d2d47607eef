/**
 * From the source of a template to its tree.
 *
 * <p>{@link dev.llmops.template.syntax.Lexer} makes tokens, {@link dev.llmops.template.syntax.StatementParser} statements
 * and {@link dev.llmops.template.syntax.ExpressionParser} expressions of them. Both follow Jinja's grammar, its white space
 * rules and its limits on where a tag may stand.
 */
@NullMarked
package dev.llmops.template.syntax;

import org.jspecify.annotations.NullMarked;
