package dev.llmops.core.entity;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.Entity;
import dev.llmops.api.text.EntityRecognizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a text names, by rules and word lists, without a model.
 *
 * <p>The types are {@code PERSON, ORGANIZATION, LOCATION, DATE, TIME, MONEY, PERCENT, QUANTITY, VERSION, IDENTIFIER,
 * IP_ADDRESS, URL}, those of {@link dev.llmops.core.safety.PiiGuard}, and the types of names that were added. Dates are
 * resolved: {@code tomorrow} has the canonical form of its day. Names of people need a title, a known given name or
 * initials, so many are missed that a model would find.
 *
 * <p>Entities do not overlap: what was checked completely wins, then the longer, then the earlier. The time it takes grows
 * with the length of the text only. Safe for concurrent use.
 */
public final class EntityFinder implements EntityRecognizer, Grounder {
    private static final EntityFinder STANDARD = builder().build();

    private final Gazetteer gazetteer;
    private final @Nullable TimeSource time;
    private final ZoneId zone;

    private EntityFinder(Builder builder) {
        this.gazetteer = new Gazetteer();
        Places.addTo(gazetteer);
        builder.entries.forEach(entry -> gazetteer.addCertain(entry.name, entry.type, entry.canonical));
        this.time = builder.time;
        this.zone = builder.zone;
    }

    /** {@return a finder with the built-in rules and lists, in the zone of this machine} */
    public static EntityFinder standard() {
        return STANDARD;
    }

    /** {@return a builder of finders that know more names} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public List<Entity> recognize(String text, CallControl control) {
        TimeSource source = time == null ? TimeSource.system() : time;
        return find(text, source.now());
    }

    @Override
    public Evidence ground(Prompt prompt, StageContext context) {
        Require.nonNull(prompt, "prompt");
        TimeSource source = time == null ? context.time() : time;
        return Evidence.ofEntities(find(prompt.text(), source.now()));
    }

    private List<Entity> find(String text, Instant now) {
        return new EntityScan(Require.nonNull(text, "text"), gazetteer, LocalDate.ofInstant(now, zone)).entities();
    }

    /** Collects names and settings. Not safe for concurrent use; can be used again. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable TimeSource time;
        private ZoneId zone = ZoneId.systemDefault();

        private Builder() {}

        private record Entry(String name, String type, String canonical) {}

        /**
         * Adds something that texts name.
         *
         * <p>It wins over what rules find. A name in capitals, or of at most three characters, is found as it is written
         * only, other names in any case.
         *
         * @param canonical the agreed name, which is looked for as well
         * @param type what it is, upper case, such as {@code PRODUCT}
         * @param aliases its other names
         */
        public Builder entry(String canonical, String type, String... aliases) {
            Require.nonBlank(canonical, "canonical");
            Require.nonBlank(type, "type");
            entries.add(new Entry(canonical, type, canonical));
            for (String alias : aliases) {
                entries.add(new Entry(Require.nonBlank(alias, "alias"), type, canonical));
            }
            return this;
        }

        /** Sets where today comes from; otherwise it comes from the call, or outside of calls from the machine. */
        public Builder time(TimeSource time) {
            this.time = Require.nonNull(time, "time");
            return this;
        }

        /** Sets the zone in which it is today; otherwise it is that of the machine. */
        public Builder zone(ZoneId zone) {
            this.zone = Require.nonNull(zone, "zone");
            return this;
        }

        /** {@return a finder that knows what was added} */
        public EntityFinder build() {
            return new EntityFinder(this);
        }
    }
}
