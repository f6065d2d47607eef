package dev.llmops.template.tree;

import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.NamespaceValue;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import java.util.List;

/** What a value is assigned to. */
public sealed interface Target {
    /** Fails if nothing can be assigned to it; called before the value is computed. */
    default void require(Frame frame) {}

    /** Assigns {@code value}. */
    void assign(Object value, Frame frame);

    /** A name. */
    record Single(Name name) implements Target {
        @Override
        public void assign(Object value, Frame frame) {
            frame.set(name, value);
        }
    }

    /** An attribute of a namespace. */
    record Member(Name namespace, String attribute) implements Target {
        @Override
        public void require(Frame frame) {
            owner(frame);
        }

        @Override
        public void assign(Object value, Frame frame) {
            owner(frame).set(attribute, value);
        }

        private NamespaceValue owner(Frame frame) {
            if (!(frame.read(namespace) instanceof NamespaceValue owner)) {
                throw Failure.of("cannot assign attribute on non-namespace object");
            }
            return owner;
        }
    }

    /** Several targets, each of which takes one item of the value. */
    record Several(List<Target> targets) implements Target {
        @Override
        public void require(Frame frame) {
            targets.forEach(each -> each.require(frame));
        }

        @Override
        public void assign(Object value, Frame frame) {
            boolean iterable = value instanceof Undefined || !isScalar(value);
            if (!iterable) {
                throw Failure.of("cannot unpack non-iterable " + Types.name(value) + " object");
            }
            Object[] items = Iteration.items(value, frame.run());
            if (items.length < targets.size()) {
                throw Failure.of(
                        "not enough values to unpack (expected " + targets.size() + ", got " + items.length + ")");
            } else if (items.length > targets.size()) {
                throw Failure.of("too many values to unpack (expected " + targets.size() + ")");
            }
            for (int i = 0; i < items.length; i++) {
                targets.get(i).assign(items[i], frame);
            }
        }

        private static boolean isScalar(Object value) {
            return switch (Types.name(value)) {
                case "int", "float", "bool", "NoneType", "function", "Namespace" -> true;
                default -> false;
            };
        }
    }
}
