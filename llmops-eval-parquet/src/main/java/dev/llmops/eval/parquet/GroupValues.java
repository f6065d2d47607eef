package dev.llmops.eval.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** Turns rows into texts, numbers, booleans, lists and maps, as Parquet's LogicalTypes.md says. */
final class GroupValues {
    /** The Julian day that begins at noon of 1 January 1970, and is meant to begin at midnight in INT96. */
    private static final long JULIAN_EPOCH_DAY = 2_440_588;

    private GroupValues() {}

    /** {@return the fields of {@code group} by name} */
    static Map<String, @Nullable Object> of(Group group) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        GroupType type = group.getType();
        for (int field = 0; field < type.getFieldCount(); field++) {
            values.put(type.getFieldName(field), field(group, field));
        }
        return values;
    }

    private static @Nullable Object field(Group group, int field) {
        Type type = group.getType().getType(field);
        int count = group.getFieldRepetitionCount(field);
        if (!type.isRepetition(Repetition.REPEATED)) {
            return count == 0 ? null : value(group, field, 0);
        }
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(value(group, field, i));
        }
        return all;
    }

    private static @Nullable Object value(Group group, int field, int index) {
        Type type = group.getType().getType(field);
        if (type.isPrimitive()) {
            return primitive(group, field, index);
        }
        Group inner = group.getGroup(field, index);
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof ListLogicalTypeAnnotation) {
            return list(inner);
        }
        return logical instanceof MapLogicalTypeAnnotation ? map(inner) : of(inner);
    }

    /** The only field of a list is repeated; it is the elements, or groups with one field that is. */
    private static List<@Nullable Object> list(Group list) {
        List<@Nullable Object> elements = new ArrayList<>();
        Type repeated = list.getType().getType(0);
        boolean wrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            elements.add(wrapped ? field(list.getGroup(0, i), 0) : value(list, 0, i));
        }
        return elements;
    }

    private static Map<String, @Nullable Object> map(Group map) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
            Group entry = map.getGroup(0, i);
            Object key = field(entry, 0);
            entries.put(String.valueOf(key), entry.getType().getFieldCount() > 1 ? field(entry, 1) : null);
        }
        return entries;
    }

    private static Object primitive(Group group, int field, int index) {
        Type type = group.getType().getType(field);
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, index);
            case INT32 -> number(group.getInteger(field, index), logical);
            case INT64 -> number(group.getLong(field, index), logical);
            case FLOAT -> group.getFloat(field, index);
            case DOUBLE -> group.getDouble(field, index);
            case INT96 -> instant(group.getInt96(field, index).getBytes());
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                bytes(group.getBinary(field, index).getBytes(), logical);
        };
    }

    private static Object number(long value, @Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return BigDecimal.valueOf(value, decimal.getScale());
        }
        if (logical instanceof DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(value).toString();
        }
        if (logical instanceof TimestampLogicalTypeAnnotation stamp) {
            ChronoUnit unit = switch (stamp.getUnit()) {
                case MILLIS -> ChronoUnit.MILLIS;
                case MICROS -> ChronoUnit.MICROS;
                case NANOS -> ChronoUnit.NANOS;
            };
            return Instant.EPOCH.plus(value, unit).toString();
        }
        return value;
    }

    /** Time as Impala, Hive and Spark wrote it: nanoseconds of the day in eight bytes, then the Julian day in four. */
    private static String instant(byte[] bytes) {
        ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = parts.getLong();
        long day = parts.getInt() - JULIAN_EPOCH_DAY;
        return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanos).toString();
    }

    private static Object bytes(byte[] bytes, @Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(new BigInteger(bytes), decimal.getScale());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a binary column does not hold UTF-8", e);
        }
    }
}
