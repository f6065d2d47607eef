package dev.llmops.core.schema;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.llmops.api.ConfigurationException;
import dev.llmops.core.schema.ObjectShape.Property;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works out the shape of a type by reflection. Not safe for concurrent use. */
final class ShapeReader {
    /** Ends generic types that contain ever larger instances of themselves. */
    private static final int MOST_OBJECTS = 500;

    private final Map<String, Shape> objects = new HashMap<>();

    private ShapeReader() {}

    /**
     * {@return the shape of {@code type}}
     *
     * @throws ConfigurationException if the type, or one it is made of, has none
     */
    static Shape of(Class<?> type) {
        return new ShapeReader().ofClass(type, List.of(), type.getSimpleName());
    }

    private Shape of(AnnotatedType type, Scope scope, String member) {
        Shape shape = ignoringNull(type, scope, member);
        return isNullable(type) ? orNull(shape) : shape;
    }

    private Shape ignoringNull(AnnotatedType type, Scope scope, String member) {
        if (type instanceof AnnotatedArrayType array) {
            AnnotatedType component = array.getAnnotatedGenericComponentType();
            return new Shapes.Items(
                    of(component, scope, member), Shapes.Items.toArray(erase(component, scope, member)));
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            List<Slot> arguments = Arrays.stream(generic.getAnnotatedActualTypeArguments())
                    .map(argument -> new Slot(argument, scope))
                    .toList();
            return ofClass(raw(generic.getType()), arguments, member);
        }
        if (type instanceof AnnotatedTypeVariable) {
            Slot slot = scope.find(type.getType(), member);
            return of(slot.type(), slot.scope(), member);
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return of(wildcard.getAnnotatedUpperBounds()[0], scope, member);
        }
        return ofClass((Class<?>) type.getType(), List.of(), member);
    }

    private Shape ofClass(Class<?> type, List<Slot> arguments, String member) {
        Shape scalar = Scalars.byType().get(type);
        if (scalar != null) {
            return scalar;
        }
        if (type.isArray()) {
            Class<?> component = type.getComponentType();
            return new Shapes.Items(ofClass(component, List.of(), member), Shapes.Items.toArray(component));
        }
        if (type.isEnum()) {
            return choice(type);
        }
        if (type == OptionalInt.class) {
            return new Shapes.OrNull(scalar(int.class), OptionalInt.empty(), value -> OptionalInt.of((Integer) value));
        }
        if (type == OptionalLong.class) {
            return new Shapes.OrNull(scalar(long.class), OptionalLong.empty(), value -> OptionalLong.of((Long) value));
        }
        if (type == OptionalDouble.class) {
            return new Shapes.OrNull(
                    scalar(double.class), OptionalDouble.empty(), value -> OptionalDouble.of((Double) value));
        }
        if (type.getTypeParameters().length != arguments.size()) {
            throw unsupported(member, type, "it must say what it holds, as in List<String>");
        }
        if (type == Optional.class) {
            return new Shapes.OrNull(argument(arguments, 0, member), Optional.empty(), Optional::of);
        }
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return new Shapes.Items(argument(arguments, 0, member), Shapes.Items.toList());
        }
        if (type == Set.class) {
            return new Shapes.Items(
                    argument(arguments, 0, member),
                    items -> Collections.unmodifiableSet(new LinkedHashSet<@Nullable Object>(items)));
        }
        if (type == Map.class) {
            if (arguments.get(0).type().getType() != String.class) {
                throw unsupported(member, type, "the keys of a map must be of type String");
            }
            return new Shapes.Members(argument(arguments, 1, member));
        }
        if (type.getName().startsWith("java.")) {
            throw unsupported(member, type, "use a record, a bean, a list, or one of the usual value types instead");
        }
        return object(type, arguments, "", member);
    }

    private Shape argument(List<Slot> arguments, int index, String member) {
        Slot slot = arguments.get(index);
        return of(slot.type(), slot.scope(), member);
    }

    private Shape object(Class<?> type, List<Slot> arguments, String tag, String member) {
        String key = type.getName() + arguments.stream().map(Slot::key).toList() + tag;
        Shape known = objects.get(key);
        if (known instanceof ObjectShape shape) {
            shape.usedAgain();
            return shape;
        }
        if (known != null) {
            return known;
        }
        if (type.isSealed() && (type.isInterface() || Modifier.isAbstract(type.getModifiers()))) {
            Union union = new Union();
            objects.put(key, union);
            union.fill(choices(type, member).toList());
            return union;
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers()) || type.isAnnotation()) {
            throw unsupported(member, type, "use a record, or a sealed interface of records, instead");
        }
        if (objects.size() >= MOST_OBJECTS) {
            throw unsupported(member, type, "it consists of more than " + MOST_OBJECTS + " different types");
        }
        ObjectShape shape = new ObjectShape(type, tag, description(type));
        objects.put(key, shape);
        Scope scope = Scope.of(type, arguments);
        if (type.isRecord()) {
            fillRecord(shape, type, scope);
        } else {
            fillBean(shape, type, scope, member);
        }
        if (!tag.isEmpty() && shape.hasProperty(Union.TAG)) {
            throw unsupported(
                    type.getSimpleName() + "." + Union.TAG,
                    type,
                    "the name \"" + Union.TAG
                            + "\" tells the types of a sealed interface apart; give the member another");
        }
        return shape;
    }

    private Stream<ObjectShape> choices(Class<?> type, String member) {
        return Arrays.stream(type.getPermittedSubclasses()).flatMap(permitted -> {
            if (permitted.isSealed()) {
                return choices(permitted, member);
            }
            if (permitted.getTypeParameters().length > 0) {
                throw unsupported(member, permitted, "a type that a sealed interface permits must not be generic");
            }
            return object(permitted, List.of(), permitted.getSimpleName(), member) instanceof ObjectShape shape
                    ? Stream.of(shape)
                    : Stream.empty();
        });
    }

    private void fillRecord(ObjectShape shape, Class<?> type, Scope scope) {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = canonical(type, components);
        List<Property> properties = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            List<AnnotatedElement> places =
                    List.of(component, component.getAccessor(), constructor.getParameters()[i]);
            properties.add(property(component.getName(), component.getAnnotatedType(), places, scope, type));
        }
        open(constructor, type);
        shape.fill(properties, (values, present) -> constructor.newInstance(values));
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new ConfigurationException("Record " + type.getName() + " has no canonical constructor.", e);
        }
    }

    private void fillBean(ObjectShape shape, Class<?> type, Scope scope, String member) {
        Constructor<?> constructor;
        try {
            constructor = type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw unsupported(
                    member, type, "use a record, or give the class a constructor without parameters and setters");
        }
        Map<String, Method> setters = setters(type);
        if (setters.isEmpty()) {
            throw unsupported(member, type, "it has no setters; use a record instead");
        }
        List<Property> properties = new ArrayList<>();
        List<Method> calls = new ArrayList<>();
        setters.forEach((name, setter) -> {
            List<AnnotatedElement> places = new ArrayList<>(List.of(setter, setter.getParameters()[0]));
            field(type, name).ifPresent(places::add);
            Scope where = setter.getDeclaringClass() == type ? scope : Scope.NONE;
            properties.add(property(name, setter.getAnnotatedParameterTypes()[0], places, where, type));
            calls.add(setter);
            open(setter, type);
        });
        open(constructor, type);
        shape.fill(properties, (values, present) -> {
            Object bean = constructor.newInstance();
            for (int i = 0; i < values.length; i++) {
                if (present[i]) {
                    calls.get(i).invoke(bean, values[i]);
                }
            }
            return bean;
        });
    }

    /** {@return the public setters by property, in the order of the fields and then of the names} */
    private static Map<String, Method> setters(Class<?> type) {
        Map<String, Method> found = new TreeMap<>();
        for (Method method : type.getMethods()) {
            String name = method.getName();
            boolean setter = name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1;
            if (setter && !Modifier.isStatic(method.getModifiers()) && !method.isBridge()) {
                found.put(Character.toLowerCase(name.charAt(3)) + name.substring(4), method);
            }
        }
        List<String> fields =
                Arrays.stream(type.getDeclaredFields()).map(Field::getName).toList();
        Map<String, Method> ordered = new LinkedHashMap<>();
        found.keySet().stream()
                .sorted(Comparator.comparingInt(
                        name -> fields.contains(name) ? fields.indexOf(name) : Integer.MAX_VALUE))
                .forEach(name -> ordered.put(name, found.get(name)));
        return ordered;
    }

    private static Optional<Field> field(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .findFirst();
    }

    private Property property(
            String name, AnnotatedType type, List<AnnotatedElement> places, Scope scope, Class<?> owner) {
        Shape shape = of(type, scope, owner.getSimpleName() + "." + name);
        if (places.stream().anyMatch(ShapeReader::isNullable)) {
            shape = orNull(shape);
        }
        String jsonName = first(places, JsonProperty.class, JsonProperty::value);
        String description = first(places, JsonPropertyDescription.class, JsonPropertyDescription::value);
        return new Property(jsonName.isEmpty() ? name : jsonName, description, shape);
    }

    private static <A extends java.lang.annotation.Annotation> String first(
            List<AnnotatedElement> places, Class<A> annotation, Function<A, String> value) {
        return places.stream()
                .map(place -> place.getAnnotation(annotation))
                .filter(found -> found != null)
                .map(value)
                .findFirst()
                .orElse("");
    }

    private static String description(Class<?> type) {
        JsonClassDescription description = type.getAnnotation(JsonClassDescription.class);
        return description == null ? "" : description.value();
    }

    private static Shape choice(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            String jsonName = field(type, name)
                    .map(field -> first(List.of(field), JsonProperty.class, JsonProperty::value))
                    .orElse("");
            constants.put(jsonName.isEmpty() ? name : jsonName, constant);
        }
        return new Shapes.Choice(Collections.unmodifiableMap(constants));
    }

    private static Shape scalar(Class<?> type) {
        return java.util.Objects.requireNonNull(Scalars.byType().get(type));
    }

    private static Shape orNull(Shape shape) {
        return shape.optional() ? shape : new Shapes.OrNull(shape, null, value -> value);
    }

    /** {@return whether an annotation called {@code Nullable} is there, whoever wrote it} */
    private static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
    }

    private static void open(AccessibleObject member, Class<?> type) {
        if (!member.trySetAccessible()) {
            throw new ConfigurationException("Objects of " + type.getName() + " cannot be created from JSON, because "
                    + type.getModule() + " keeps its package closed. Add \"opens " + type.getPackageName()
                    + " to dev.llmops.core;\" to that module, or make the type public and export its package.");
        }
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) ((ParameterizedType) type).getRawType();
    }

    private static Class<?> erase(AnnotatedType type, Scope scope, String member) {
        if (type instanceof AnnotatedArrayType array) {
            return erase(array.getAnnotatedGenericComponentType(), scope, member)
                    .arrayType();
        }
        if (type instanceof AnnotatedParameterizedType) {
            return raw(type.getType());
        }
        if (type instanceof AnnotatedTypeVariable variable) {
            // The array is made for the bound, as the compiler would.
            return erase(variable.getAnnotatedBounds()[0], scope, member);
        }
        return (Class<?>) type.getType();
    }

    private static ConfigurationException unsupported(String member, Class<?> type, String remedy) {
        return new ConfigurationException(
                member + " cannot be described as JSON: its type is " + type.getName() + "; " + remedy + ".");
    }

    /** A type argument, and what the type variables in it stand for. */
    private record Slot(AnnotatedType type, Scope scope) {
        String key() {
            return type + scope.variables().toString();
        }
    }

    /** What the type variables of a class stand for. */
    private record Scope(Map<String, Slot> variables) {
        static final Scope NONE = new Scope(Map.of());

        static Scope of(Class<?> type, List<Slot> arguments) {
            Map<String, Slot> variables = new HashMap<>();
            TypeVariable<?>[] parameters = type.getTypeParameters();
            for (int i = 0; i < parameters.length; i++) {
                variables.put(parameters[i].getName(), arguments.get(i));
            }
            return new Scope(Map.copyOf(variables));
        }

        Slot find(Type variable, String member) {
            Slot slot = variables.get(variable.getTypeName());
            if (slot == null) {
                throw new ConfigurationException(member + " cannot be described as JSON: nothing says what "
                        + variable.getTypeName() + " stands for.");
            }
            return slot;
        }
    }
}
