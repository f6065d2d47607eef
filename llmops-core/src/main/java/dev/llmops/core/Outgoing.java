package dev.llmops.core;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ToolCall;
import dev.llmops.core.guarding.Pseudonyms;
import java.util.List;

/**
 * Makes sure that no value with a placeholder leaves under its own name anywhere in a request, also
 * not in titles, arguments of earlier tool calls or what a composer has added.
 */
final class Outgoing {
    private final Pseudonyms pseudonyms;

    private Outgoing(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    static ModelRequest conceal(ModelRequest request, Pseudonyms pseudonyms) {
        if (pseudonyms.isEmpty()) {
            return request;
        }
        Outgoing outgoing = new Outgoing(pseudonyms);
        return request.withMessages(
                        request.messages().stream().map(outgoing::message).toList())
                .withPassages(request.passages().stream().map(outgoing::passage).toList());
    }

    private Message message(Message message) {
        return message.withContents(
                message.contents().stream().map(this::content).toList());
    }

    private Content content(Content content) {
        if (content instanceof Content.Text text) {
            return new Content.Text(pseudonyms.conceal(text.text()), text.trust());
        }
        if (content instanceof Content.ToolUse use) {
            ToolCall call = use.call();
            return new Content.ToolUse(
                    new ToolCall(call.id(), call.name(), pseudonyms.conceal(call.arguments())), use.signature());
        }
        if (content instanceof Content.ToolResult result) {
            List<Content> parts = result.parts().stream().map(this::content).toList();
            return new Content.ToolResult(result.callId(), result.toolName(), parts, result.failed());
        }
        return content;
    }

    private Passage passage(Passage passage) {
        return passage.toBuilder()
                .title(pseudonyms.conceal(passage.title()))
                .headingPath(
                        passage.headingPath().stream().map(pseudonyms::conceal).toList())
                .build();
    }
}
