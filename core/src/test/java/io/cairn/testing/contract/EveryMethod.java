package io.cairn.testing.contract;

import io.cairn.api.CommitHook;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.ReadBody;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.bytes.StampedEntry;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls every method of an interface with plausible arguments, so that a method added later is not
 * forgotten. Stateless.
 */
final class EveryMethod {

    private EveryMethod() {}

    /**
     * Returns the instance methods of an interface, inherited ones included, but for those named.
     */
    static List<Method> of(Class<?> type, String... except) {
        Set<String> left = Set.of(except);
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && method.getDeclaringClass() != Object.class
                    && !left.contains(method.getName())) {
                methods.add(method);
            }
        }
        methods.sort(Comparator.comparing(Method::toGenericString));
        return methods;
    }

    /** Returns arguments that are fine for an open object. */
    static @Nullable Object[] arguments(Method method, Keyspace keyspace) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(type ->
                        argument(
                                type.getTypeName().replaceAll(" ?@[\\w.]*Nullable ?", ""),
                                keyspace))
                .toArray();
    }

    /** Calls a method and returns what it threw, or null. */
    static @Nullable Throwable thrownBy(
            Object target, Method method, @Nullable Object... arguments) {
        try {
            method.invoke(target, arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(method + " cannot be called", e);
        }
    }

    /** Shows a method by its short name and parameters. */
    static String show(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    }

    private static Object argument(String type, Keyspace keyspace) {
        Map<String, Object> samples =
                Map.ofEntries(
                        Map.entry("byte[]", Data.b("k")),
                        Map.entry("int", 1),
                        Map.entry(String.class.getName(), "name"),
                        Map.entry(Modes.class.getName(), Modes.none()),
                        Map.entry(KeyRange.class.getName(), KeyRange.all()),
                        Map.entry(KeyPath.class.getName(), KeyPath.parse("a/b")),
                        Map.entry(ScanOptions.class.getName(), ScanOptions.all()),
                        Map.entry(ListRequest.class.getName(), ListRequest.first(1)),
                        Map.entry(MemorySegment.class.getName(), Data.room(8)),
                        Map.entry(Duration.class.getName(), Duration.ofMillis(1)),
                        Map.entry(Path.class.getName(), Path.of("target", "never-made")),
                        Map.entry(Keyspace.class.getName(), keyspace),
                        Map.entry(
                                StampedEntry.class.getName(),
                                StampedEntry.ofKey(Data.b("0123456789"), 0, Data.b("v"))),
                        Map.entry(
                                TransactionOptions.class.getName(), TransactionOptions.defaults()),
                        Map.entry("java.util.List<byte[]>", Data.keys("k")),
                        Map.entry("java.util.List<io.cairn.api.Entry>", Data.entries("k", "v")),
                        Map.entry(
                                "java.util.List<" + MemorySegment.class.getName() + ">",
                                List.of(Data.room(8))));
        Object sample = samples.get(type);
        return sample != null ? sample : callback(type);
    }

    private static Object callback(String type) {
        for (Class<?> one :
                List.of(
                        TransactionBody.class,
                        ReadBody.class,
                        SegmentReader.class,
                        CommitHook.class)) {
            if (type.startsWith(one.getName())) {
                return Proxy.newProxyInstance(
                        EveryMethod.class.getClassLoader(),
                        new Class<?>[] {one},
                        (proxy, method, arguments) -> null);
            }
        }
        throw new AssertionError("no sample argument for " + type + "; add one");
    }
}
