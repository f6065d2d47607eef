/**
 * Finding what a text names, by rules and word lists: people, places, dates, amounts, codes.
 *
 * <p>Start with {@link dev.llmops.core.entity.EntityFinder}; give it the names of your own products
 * and people with its builder. Where a model should find names instead, write an
 * {@link dev.llmops.api.text.EntityRecognizer}. What is found has a canonical form, so that
 * {@code 1,280 kg} and {@code 1280 kilograms}, or {@code tomorrow} and its date, are the same thing.
 */
@NullMarked
package dev.llmops.core.entity;

import org.jspecify.annotations.NullMarked;
