package io.cairn.filter.lua;

import static io.cairn.filter.lua.Scripts.selects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterSpec;
import io.cairn.filter.Filters;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts see an entry, decide about it, fail loudly, and remember nothing. */
class ScriptTest {

    private static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    @Test
    void aScriptSeesKeyAndValueAsBytes() {
        byte[] bytes = {0, (byte) 0xFF, 'x', 0};
        String all = "return #__key__ == 4 and __key__:byte(2) == 255 and __key__ == __value__";
        assertThat(selects(all, bytes, bytes)).isTrue();
        assertThat(selects("return __value__ == nil", bytes, null)).isTrue();
        assertThat(selects("return #__key__ % 2 == 0", b("ab"), null)).isTrue();
        assertThat(selects("return #__key__ % 2 == 0", b("abc"), null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"return true", "return 0", "return ''", "return {}", "return 1, nil"})
    void whatIsNeitherFalseNorNilSelects(String script) {
        assertThat(selects(script)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"return false", "return nil", "return", "", "local x = 1"})
    void falseNilAndNothingDoNot(String script) {
        assertThat(selects(script)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return return",
                "x = = 1",
                "if true then",
                "return 'abc",
                "\u001bLuaR",
                "goto x"
            })
    void aScriptThatIsNoLuaIsRefusedWhenItIsOpened(String script) {
        assertThatThrownBy(() -> Scripts.open(script))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("not Lua")
                .hasMessageContaining("script:1");
    }

    @Test
    void aScriptThatIsTooLongOrNestedIsRefusedWhenItIsOpened() {
        assertThatThrownBy(() -> Scripts.open(" ".repeat(Script.SCRIPT_BYTES_MAX + 1)))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> Scripts.open("return " + "(".repeat(60_000)))
                .isInstanceOf(InvalidFilterException.class);
        assertThatThrownBy(() -> Scripts.open("return " + "{".repeat(60_000)))
                .isInstanceOf(InvalidFilterException.class);
        assertThatThrownBy(() -> Scripts.open("return " + "- ".repeat(20_000) + "1"))
                .isInstanceOf(InvalidFilterException.class);
    }

    @Test
    void aScriptThatFailsIsAnErrorWithItsMessageAndPlace() {
        assertThatThrownBy(() -> selects("\nerror('no good')"))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("reason=script:2 no good");
        assertThatThrownBy(() -> selects("return nothing.here"))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("nil");
        assertThatThrownBy(() -> selects("error(('x'):rep(1000000))"))
                .isInstanceOf(InvalidFilterException.class)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(2_000));
        assertThatThrownBy(() -> selects("error({})")).isInstanceOf(InvalidFilterException.class);
    }

    @Test
    void aScriptCanCatchItsOwnErrors() {
        assertThat(selects("local ok, e = pcall(error, 'x') return not ok and e == 'x'")).isTrue();
        assertThat(selects("return select(2, pcall(function() return 7 end)) == 7")).isTrue();
    }

    @Test
    void whatAScriptSetsIsGoneForTheNextEntry() {
        MemorySegment key = MemorySegment.ofArray(b("k"));
        String script =
                """
                local seen = count
                count = (count or 0) + 1
                local function try(f) pcall(f) end
                try(function() string.mark = 1 end)
                try(function() rawset(string, 'mark', 1) end)
                try(function() rawset(table, 'mark', 1) end)
                try(function() table.insert(string, 1) end)
                try(function() setmetatable(string, {__index = {mark = 1}}) end)
                try(function() getmetatable('').mark = 1 end)
                try(function() getmetatable('').__index.mark = 1 end)
                try(function() getmetatable(_ENV).__index.mark = 1 end)
                try(function() setmetatable(_ENV, {__index = {count = 5}}) end)
                try(function() setmetatable(pcall, {__index = {mark = 1}}) end)
                try(function() setmetatable(1, {__index = {mark = 1}}) end)
                return seen == nil and string.mark == nil and table.mark == nil
                  and ('').mark == nil and string[1] == nil and mark == nil
                  and not pcall(function() return (1).mark end)
                  and not pcall(function() return pcall.mark end)
                """;
        try (EntryFilter filter = Scripts.open(script)) {
            assertThat(filter.matches(key, null)).isTrue();
            assertThat(filter.matches(key, null)).isTrue();
        }
        assertThat(selects(script)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io",
                "os",
                "package",
                "require",
                "load",
                "loadstring",
                "loadfile",
                "dofile",
                "print",
                "debug",
                "luajava",
                "coroutine",
                "collectgarbage",
                "_G",
                "module",
                "string.dump",
                "math.random",
                "math.randomseed"
            })
    void nothingReachesOutside(String name) {
        assertThat(selects("return " + name + " == nil")).as(name).isTrue();
    }

    @Test
    void documentsShowCollectionIdentifierAndContent() {
        String even = "return __collection__ == 'people' and __id__ % 2 == 0";
        assertThat(selectsDocument(even, "people", 42, null)).isTrue();
        assertThat(selectsDocument(even, "people", 43, null)).isFalse();
        assertThat(selectsDocument(even, "pets", 42, null)).isFalse();
        String old = "return json.decode(__doc__).age > 30";
        assertThat(selectsDocument(old, "people", 1, "{\"age\": 31}")).isTrue();
        assertThat(selectsDocument(old, "people", 1, "{\"age\": 30}")).isFalse();
        assertThat(selectsDocument("return __doc__ == nil", "people", 1, null)).isTrue();
    }

    private static boolean selectsDocument(String script, String name, long id, String content) {
        FilterSpec spec = new FilterSpec("lua", "document", b(script));
        byte[] front = b(name);
        ByteBuffer key = ByteBuffer.allocate(front.length + 9);
        key.put(front).put((byte) 0).putLong(id);
        try (EntryFilter filter = Filters.open(spec, content != null)) {
            return filter.matches(
                    MemorySegment.ofArray(key.array()),
                    content == null ? null : MemorySegment.ofArray(b(content)));
        }
    }

    @Test
    void aKeyThatIsNoDocumentsIsAnError() {
        FilterSpec spec = new FilterSpec("lua", "document", b("return true"));
        try (EntryFilter filter = Filters.open(spec, false)) {
            for (String key : new String[] {"x", "123456789", "0123456789abc"}) {
                assertThatThrownBy(() -> filter.matches(MemorySegment.ofArray(b(key)), null))
                        .isInstanceOf(InvalidFilterException.class)
                        .hasMessageContaining("not that of a document");
            }
        }
    }

    @Test
    void otherFiltersOfTheLibraryAreNotKnown() {
        assertThatThrownBy(() -> Filters.open(new FilterSpec("lua", "other", b("")), false))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("script and document");
    }
}
