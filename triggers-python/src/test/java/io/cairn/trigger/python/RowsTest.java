package io.cairn.trigger.python;

import static io.cairn.trigger.python.Plugins.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.PluginExecutionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of values on their way into Python and back. */
class RowsTest {

    private static PluginRegistry registry = new PluginRegistry();

    @BeforeAll
    static void load() {
        registry =
                Plugins.registry(
                        """
                        import datetime, collections

                        def on_before_insert(row):
                            if "eval" in row:
                                return {"value": eval(row["eval"], globals(), {"row": row})}
                            if "types" in row:
                                return {name: type(v).__name__ for name, v in row.items()}
                        """);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static Object python(String expression) {
        return insert(registry, Map.of("eval", expression)).get("value");
    }

    private static Map<String, Object> everyType() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("text", "gr\u00fcn \ud83d\ude00 \u0000");
        row.put("byte", (byte) 1);
        row.put("short", (short) -2);
        row.put("int", 3);
        row.put("long", Long.MIN_VALUE);
        row.put("large", BigInteger.TEN.pow(40));
        row.put("small", BigInteger.TEN);
        row.put("float", 0.1f);
        row.put("double", 5.0);
        row.put("nan", Double.NaN);
        row.put("yes", true);
        row.put("no", Boolean.FALSE);
        row.put("nothing", null);
        row.put("bytes", new byte[] {0, -1, 127, -128});
        row.put("list", Arrays.asList(1, null, List.of("x"), new byte[] {1}));
        row.put("map", new HashMap<>(Map.of("a", Map.of("b", List.of()))));
        return row;
    }

    @Test
    void valuesHavePythonsTypes() {
        Map<String, Object> row = everyType();
        row.put("types", 1);
        assertThat(insert(registry, row))
                .containsEntry("text", "str")
                .containsEntry("byte", "int")
                .containsEntry("long", "int")
                .containsEntry("large", "int")
                .containsEntry("small", "int")
                .containsEntry("float", "float")
                .containsEntry("double", "float")
                .containsEntry("yes", "bool")
                .containsEntry("nothing", "NoneType")
                .containsEntry("bytes", "bytes")
                .containsEntry("list", "list")
                .containsEntry("map", "dict");
    }

    @Test
    void whatIsNotChangedIsTheObjectThatWasGiven() {
        Map<String, Object> row = everyType();
        Map<String, Object> result = insert(registry, row);
        assertThat(result.keySet()).containsExactlyElementsOf(row.keySet());
        result.forEach((column, value) -> assertThat(value).as(column).isSameAs(row.get(column)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 1|java.lang.Long|2",
                "2**63 - 1|java.lang.Long|9223372036854775807",
                "2**63|java.math.BigInteger|9223372036854775808",
                "1.0|java.lang.Double|1.0",
                "1e300*1e300|java.lang.Double|Infinity",
                "True|java.lang.Boolean|true",
                "'a' + 'b'|java.lang.String|ab",
                "[1, 'x', None]|java.util.ArrayList|[1, x, null]",
                "(1, 2)|java.util.ArrayList|[1, 2]",
                "collections.OrderedDict(a=1)|java.util.LinkedHashMap|{a=1}",
                "{'k': {'l': [1.5]}}|java.util.LinkedHashMap|{k={l=[1.5]}}",
            })
    void whatIsNewHasOneTypeForEachOfPythons(String expression, String type, String text) {
        assertThat(python(expression))
                .hasToString(text)
                .satisfies(value -> assertThat(value.getClass().getName()).isEqualTo(type));
    }

    @Test
    void bytesComeBack() {
        assertThat((byte[]) python("b'\\x00\\xff'")).containsExactly(0, -1);
        assertThat((byte[]) python("bytearray([1, 2])")).containsExactly(1, 2);
        assertThat(python("None")).isNull();
    }

    @Test
    void changesInNestedValuesLeaveTheCallersAlone() {
        List<Object> list = new ArrayList<>(List.of(1, 2));
        Map<String, Object> row = new HashMap<>();
        row.put("list", list);
        row.put("eval", "[row['list'].append(3), row['list']][1]");
        assertThat(insert(registry, row)).containsEntry("value", List.of(1L, 2L, 3L));
        assertThat(list).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{1, 2}|set",
                "datetime.date(2024, 1, 2)|date",
                "1j|complex",
                "len|builtin_function_or_method",
                "object()|object",
                "[{'a': object()}]|object",
                "{1: 2}|keys are not all str, but also int",
            })
    void whatHasNoCounterpartIsNamed(String expression, String what) {
        assertThatThrownBy(() -> python(expression))
                .isInstanceOf(PluginExecutionException.class)
                .hasCauseInstanceOf(PythonException.class)
                .hasMessageContaining(what);
        assertThat(python("1")).isEqualTo(1L);
    }

    @Test
    void whatCannotBeGivenIsNamed() {
        assertThatThrownBy(() -> insert(registry, Map.of("price", BigDecimal.ONE)))
                .isInstanceOf(PluginExecutionException.class)
                .hasCauseInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("column=price")
                .hasMessageContaining("BigDecimal");
        assertThatThrownBy(() -> insert(registry, Map.of("m", Map.of(1, 2))))
                .hasCauseInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("java.lang.Integer");
        assertThat(python("1")).isEqualTo(1L);
    }

    @Test
    void nestingIsBounded() {
        Object deep = List.of();
        for (int i = 0; i < 100; i++) {
            deep = Collections.singletonList(deep);
        }
        Object tooDeep = deep;
        assertThatThrownBy(() -> insert(registry, Map.of("deep", tooDeep)))
                .hasCauseInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("too deeply");
        assertThatThrownBy(() -> python("(lambda x: [x.append(x), x][1])([])"))
                .hasCauseInstanceOf(PythonException.class)
                .hasMessageContaining("too deeply");
        assertThat(python("[[[[[[]]]]]]")).hasToString("[[[[[[]]]]]]");
    }
}
