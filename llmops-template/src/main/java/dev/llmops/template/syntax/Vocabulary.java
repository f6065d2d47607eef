package dev.llmops.template.syntax;

import dev.llmops.template.value.Function;
import java.util.Map;

/** The filters, tests and global functions a template may name. */
public record Vocabulary(Map<String, Function> filters, Map<String, Function> tests, Map<String, Function> globals) {}
