package dev.llmops.remote.error;

import dev.llmops.api.Require;
import dev.llmops.remote.http.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of an answer tell of a provider's limits, by scope. Immutable.
 *
 * <p>A scope is what is counted, in the provider's words: {@code requests}, {@code tokens},
 * {@code input-tokens}, {@code tokens-minute}. A limit without a name counts {@code requests}.
 */
public final class RateLimits {
    private static final RateLimits NONE = new RateLimits(Map.of());

    private final SortedMap<String, RateLimit> scopes;

    RateLimits(Map<String, RateLimit> scopes) {
        this.scopes = new TreeMap<>(scopes);
    }

    /** {@return no limits} */
    public static RateLimits none() {
        return NONE;
    }

    /** {@return the limits that an answer tells, successful or not; {@code now} is when it came} */
    public static RateLimits of(ResponseHead head, Instant now) {
        Require.nonNull(head, "head");
        Require.nonNull(now, "now");
        return of(head.headers(), now);
    }

    static RateLimits of(Map<String, String> headers, Instant now) {
        RateLimitHeaders reading = new RateLimitHeaders(now);
        // Only the few that may tell something are put in order; this is done for every answer.
        Map<String, String> telling = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (RateLimitHeaders.mayTell(lower)) {
                telling.put(lower, value);
            }
        });
        telling.forEach(reading::read);
        return reading.limits();
    }

    /** {@return the names of the limits, in alphabetical order, each with what is told of it} */
    public Map<String, RateLimit> scopes() {
        return Collections.unmodifiableMap(scopes);
    }

    /** {@return what is told of one limit} */
    public Optional<RateLimit> scope(String name) {
        return Optional.ofNullable(scopes.get(name));
    }

    /** {@return whether nothing is told} */
    public boolean isEmpty() {
        return scopes.isEmpty();
    }

    /**
     * {@return the limits as the metadata of a response: {@code ratelimit.requests.limit} and
     * {@code .remaining} are numbers, {@code .reset} is an ISO 8601 duration}
     */
    public Map<String, String> metadata() {
        Map<String, String> entries = new LinkedHashMap<>();
        scopes.forEach((scope, limit) -> {
            put(entries, scope, "limit", limit.limit());
            put(entries, scope, "remaining", limit.remaining());
            put(entries, scope, "reset", limit.reset());
        });
        return entries;
    }

    /** {@return the reset of the limit of which the smallest part is left: the one most likely to have been hit} */
    Optional<Duration> likelyReset() {
        Comparator<RateLimit> fullest = Comparator.comparingDouble(RateLimit::share);
        return scopes.values().stream()
                .filter(limit -> limit.reset() != null)
                .min(fullest.thenComparing(RateLimit::reset, Comparator.nullsFirst(Comparator.reverseOrder())))
                .map(RateLimit::reset);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RateLimits limits && limits.scopes.equals(scopes);
    }

    @Override
    public int hashCode() {
        return scopes.hashCode();
    }

    @Override
    public String toString() {
        return "RateLimits" + metadata();
    }

    private static void put(Map<String, String> entries, String scope, String fact, @Nullable Object value) {
        if (value != null) {
            entries.put("ratelimit." + scope + "." + fact, value.toString());
        }
    }
}
