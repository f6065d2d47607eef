package dev.llmops.remote.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelInfo;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Reads what a server tells about one of its models. */
final class OllamaCapabilities {
    private static final String CONTEXT = ".context_length";

    private OllamaCapabilities() {}

    /** {@return what was known, corrected by what the server tells; older servers tell less} */
    static ModelInfo read(JsonNode shown, ModelInfo known) {
        ModelInfo.Builder info = known.toBuilder();
        shown.path("model_info").properties().forEach(member -> {
            JsonNode length = member.getValue();
            if (member.getKey().endsWith(CONTEXT) && length.canConvertToInt() && length.intValue() > 0) {
                info.contextWindow(length.intValue());
            }
        });
        if (!shown.path("capabilities").isArray()) {
            return info.build();
        }
        Set<String> told = new HashSet<>();
        shown.path("capabilities").forEach(each -> told.add(each.asText()));
        Set<Capability> capabilities = EnumSet.allOf(Capability.class);
        capabilities.remove(Capability.PROMPT_CACHING);
        if (!told.contains("tools")) {
            capabilities.removeAll(Set.of(Capability.TOOLS, Capability.PARALLEL_TOOLS));
        }
        if (!told.contains("thinking")) {
            capabilities.remove(Capability.REASONING);
        }
        info.inputs(Modality.TEXT, told.contains("vision") ? new Modality[] {Modality.IMAGE} : new Modality[0]);
        return info.outputs(Modality.TEXT).capabilities(capabilities).build();
    }
}
