package dev.llmops.remote.wire;

import dev.llmops.api.Locality;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known about the models of a provider before they are asked, from a table in this module.
 *
 * <p>A line is a name, or the beginning of names with a {@code *}; context window; most output
 * tokens; forms it takes; forms it gives; price class; and what it cannot do, each after a {@code -}.
 * Unknown numbers are 0. The first line that fits counts. A model without a line may do everything:
 * the provider will say if not.
 */
public final class ModelTable {
    private final String provider;
    private final Locality locality;
    private final List<Line> lines;

    private ModelTable(String provider, Locality locality, List<Line> lines) {
        this.provider = provider;
        this.locality = locality;
        this.lines = lines;
    }

    /** {@return a table without lines} */
    public static ModelTable empty(String provider, Locality locality) {
        return new ModelTable(provider, locality, List.of());
    }

    /** {@return the table of a provider, from the resource {@code models/<provider>.txt} beside this class} */
    public static ModelTable of(String provider) {
        String resource = "models/" + provider + ".txt";
        try (InputStream stream = ModelTable.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            List<Line> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Line::parse)
                    .toList();
            return new ModelTable(provider, Locality.REMOTE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return this table for models that run somewhere else} */
    public ModelTable at(Locality newLocality) {
        return new ModelTable(provider, newLocality, lines);
    }

    /** {@return what is known about a model} */
    public ModelInfo info(String model) {
        return info(model, model);
    }

    /** {@return what is known about a model that has the name {@code entry} in this table, and another elsewhere} */
    public ModelInfo info(String model, String entry) {
        for (Line line : lines) {
            if (line.fits(entry)) {
                return line.describe(ModelInfo.builder(provider, model))
                        .locality(locality)
                        .build();
            }
        }
        return ModelInfo.builder(provider, model)
                .locality(locality)
                .inputs(Modality.TEXT, Modality.values())
                .outputs(Modality.TEXT, Modality.values())
                .build();
    }

    /** {@return the names of the models with lines of their own, without those for groups of names} */
    public List<String> names() {
        return lines.stream()
                .map(Line::pattern)
                .filter(pattern -> !pattern.endsWith("*"))
                .toList();
    }

    private record Line(
            String pattern,
            int context,
            int output,
            List<Modality> inputs,
            List<Modality> outputs,
            ModelInfo.PriceClass price,
            Set<Capability> capabilities) {

        static Line parse(String text) {
            String[] columns = text.split("\\s+", -1);
            if (columns.length < 6) {
                throw new IllegalStateException("a line of a model table has too few columns: " + text);
            }
            Set<Capability> capabilities = EnumSet.allOf(Capability.class);
            for (int i = 6; i < columns.length; i++) {
                capabilities.remove(constant(Capability.class, columns[i].substring(1)));
            }
            return new Line(
                    columns[0],
                    Integer.parseInt(columns[1]),
                    Integer.parseInt(columns[2]),
                    modalities(columns[3]),
                    modalities(columns[4]),
                    constant(ModelInfo.PriceClass.class, columns[5]),
                    capabilities);
        }

        private static List<Modality> modalities(String text) {
            List<Modality> all = new ArrayList<>();
            for (String name : text.split(",", -1)) {
                all.add(constant(Modality.class, name));
            }
            return all;
        }

        private static <E extends Enum<E>> E constant(Class<E> type, String name) {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        boolean fits(String model) {
            return pattern.endsWith("*")
                    ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                    : model.equals(pattern);
        }

        ModelInfo.Builder describe(ModelInfo.Builder builder) {
            if (context > 0) {
                builder.contextWindow(context);
            }
            if (output > 0) {
                builder.maxOutputTokens(output);
            }
            return builder.inputs(inputs.get(0), inputs.toArray(Modality[]::new))
                    .outputs(outputs.get(0), outputs.toArray(Modality[]::new))
                    .priceClass(price)
                    .capabilities(capabilities);
        }
    }
}
