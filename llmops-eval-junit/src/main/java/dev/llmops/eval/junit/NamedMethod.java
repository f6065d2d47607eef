package dev.llmops.eval.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.platform.commons.support.ReflectionSupport;

/** Calls methods of test classes that annotations name. */
final class NamedMethod {
    private NamedMethod() {}

    /** {@return what the static method {@code name} of {@code owner} gives, which must be of type {@code type}} */
    static <T> T call(Class<?> owner, String name, Class<T> type) {
        Method method = ReflectionSupport.findMethod(owner, name)
                .filter(each -> Modifier.isStatic(each.getModifiers()))
                .orElseThrow(() -> new EvaluationTestException("There is no static method " + name + "() in "
                        + owner.getName() + ". Add it, or fix the name."));
        Object value = ReflectionSupport.invokeMethod(method, null);
        if (!type.isInstance(value)) {
            throw new EvaluationTestException("The method " + name + "() of " + owner.getName() + " must give a "
                    + type.getSimpleName() + ", gave "
                    + (value == null ? "null" : value.getClass().getName()) + ".");
        }
        return type.cast(value);
    }
}
