package io.cairn.toon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published form, with the library and without it. */
class OfficialToonTest {

    private static final ToonTable USERS =
            new ToonTable(
                    "users",
                    List.of("id", "name"),
                    List.of(row(1, "Alice"), row(2, "x,y"), row(null, "")));

    @Test
    void writesAndReadsATable() {
        String text = OfficialToon.encode(USERS);
        assertThat(text).isEqualTo("users[3]{id,name}:\n  1,Alice\n  2,\"x,y\"\n  null,\"\"");
        assertThat(OfficialToon.decode(text)).isEqualTo(USERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users[2]{a}:\n  1", "users: 1", "a: 1\nb: 2", "[1]: 1", "u[1]: 1"})
    void refusesWhatIsNotATable(String text) {
        assertThatThrownBy(() -> OfficialToon.decode(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("not a TOON table");
    }

    @Test
    void namesTheLibraryWhenItIsMissing() throws Exception {
        try (Without loader = new Without()) {
            Class<?> official = loader.loadClass(OfficialToon.class.getName());
            assertThatThrownBy(
                            () -> official.getMethod("decode", String.class).invoke(null, "a[0]:"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("library=dev.toonformat:jtoon");
        }
    }

    private static Map<String, @Nullable Object> row(@Nullable Object id, String name) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("name", name);
        return row;
    }

    /** Loads this package anew and finds no jtoon. */
    private static final class Without extends ClassLoader implements AutoCloseable {

        Without() {
            super(OfficialToonTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.toonformat.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.cairn.toon.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = "/" + name.replace('.', '/') + ".class";
            try (InputStream in =
                    Objects.requireNonNull(OfficialToonTest.class.getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public void close() {}
    }
}
