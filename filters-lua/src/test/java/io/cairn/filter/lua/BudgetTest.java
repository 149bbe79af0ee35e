package io.cairn.filter.lua;

import static io.cairn.filter.lua.Scripts.selects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No script hangs or fills memory: each ends by its budget, which the error names. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BudgetTest {

    private static void exceeds(String script, String budget) {
        assertThatThrownBy(() -> selects(script))
                .as(script)
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("exceeded its budget of")
                .hasMessageContaining(budget);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "repeat until false",
                "for i = 1, 1e12 do end",
                "while true do pcall(error) end",
                "while true do pcall(function() while true do end end) end",
                "local function f() return f() end return f()",
                "::a:: goto a",
                "return setmetatable({}, {__index = function(t, k) return t[k + 1] end})[1]",
                "local t = {} for i = 1, 1e7 do t[1] = i end",
                "local s = ('a'):rep(1e6) .. 'b' local r = s:sub(1) while s < r .. 'c' do end",
                "local s = ('a'):rep(30000) return s:find('.-.-.-.-.-b')",
                "return ('a'):rep(100000):find(('a*'):rep(30) .. 'b')",
                "return ('a'):rep(3000):match(('(a-)'):rep(20) .. 'b')",
                "return ('a'):rep(5000):gsub('a*b', '')",
                "return ('('):rep(20000):find('%b()')",
                "return ('a'):rep(100000):find(('a'):rep(50000) .. 'b', 1, true)",
                "local function f(...) while true do math.max(...) end end f(('x'):rep(1e6):byte(1, -1))",
                "local function f(...) while true do bit32.band(...) end end f(('x'):rep(1e6):byte(1, -1))",
                "local n = ('1'):rep(1e6) while true do math.abs(n) end",
                "for i = 1, 1e9 do local s = ('x'):rep(100) == ('x'):rep(101) end"
            })
    void endlessWork(String script) {
        assertThatThrownBy(() -> selects(script))
                .as(script)
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("exceeded its budget of");
    }

    @Test
    void theBudgetOfInstructionsIsNamed() {
        exceeds("while true do end", "1000000 instructions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local s = 'x' while true do s = s .. s end",
                "return string.rep('x', 2^31)",
                "return string.rep('x', 2^52)",
                "return ('x'):rep(1e9)",
                "return string.rep('', 1, 'x') and string.rep('x', 1e5, ('y'):rep(1e5))",
                "return string.format(('%s'):rep(1000), (('x'):rep(1e5)))",
                "local s = ('x'):rep(2e6) return string.format('%s%s%s%s%s%s%s%s%s%s', s, s, s, s, s, s, s, s, s, s)",
                "local s = ('x'):rep(1e4) return s:gsub('x', s)",
                "local s = ('x'):rep(1e4) return s:gsub('.*', ('%0'):rep(4000))",
                "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1e4) end return table.concat(t, ('y'):rep(1e6))",
                "return table.unpack({}, 1, 1e8)",
                "return table.concat({}, 'x', 1, 2^31 - 1) and true",
                "local s = ('x'):rep(1e6) return {s:byte(1, -1)}, {s:byte(1, -1)}",
                "local t = {} while true do t[#t + 1] = {} end",
                "local t = {} while true do t = {t} end",
                "local s = ('x'):rep(1e6) local t = {} for i = 1, 100 do t[i] = s:upper() end",
                "local s = ('x'):rep(1e6) local t = {} for i = 1, 100 do t[i] = s:reverse() end",
                "local s = ('[1,'):rep(1) .. ('1,'):rep(2e6) .. '1]' return json.decode(s)"
            })
    void endlessMemory(String script) {
        assertThatThrownBy(() -> selects(script))
                .as(script)
                .isInstanceOf(InvalidFilterException.class);
    }

    @Test
    void theBudgetOfMemoryIsNamed() {
        exceeds("local s = 'x' while true do s = s .. s end", "33554432 bytes of memory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end return f()",
                "local function f() pcall(f) return 1 end return f()",
                "local function f(s) return s:gsub('x', f) end return f('x')",
                "local t = setmetatable({}, {}) getmetatable(t).__call = t return t()",
                "local t = setmetatable({}, {__tostring = tostring}) return tostring(t)",
                "local t = setmetatable({}, {}) getmetatable(t).__eq = function(a, b) return a == b end "
                        + "return t == setmetatable({}, getmetatable(t))"
            })
    void endlessDepth(String script) {
        exceeds(script, "calls inside one another");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Emptied tables, over which a search for the next key steps.
                "local t = {} for i = 1, 6e4 do t['k' .. i] = 1 end for i = 1, 6e4 do t['k' .. i] = nil end "
                        + "while true do next(t) end",
                // Keys of one hash: what is not sampled differs.
                "local p = ('a'):rep(63) local t = {} for i = 1, 1e6 do "
                        + "t['a' .. string.char(i % 256, i / 256 % 256, i / 65536) .. p] = 1 end",
                "local t = {} for i = 1, 1e6 do t[i * 131071 + 0.5] = 1 end",
                "local t = {} for i = 1, 1e6 do t[i * 262143] = 1 end"
            })
    void slowTables(String script) {
        exceeds(script, "");
    }

    @Test
    void whatIsCaughtDoesNotRenewTheBudget() {
        exceeds("local ok = pcall(function() while true do end end) return true", "instructions");
    }

    @Test
    void eachEntryHasItsOwnBudget() {
        MemorySegment key = MemorySegment.ofArray(Bytes.utf8("k"));
        String most = "local n = 0 for i = 1, 200000 do n = n + 1 end return n == 200000";
        try (EntryFilter filter = Scripts.open(most)) {
            for (int i = 0; i < 5; i++) {
                assertThat(filter.matches(key, null)).isTrue();
            }
        }
    }

    @Test
    void aFilterGoesOnAfterItExceededItsBudget() {
        MemorySegment bad = MemorySegment.ofArray(Bytes.utf8("bad"));
        MemorySegment good = MemorySegment.ofArray(Bytes.utf8("good"));
        String script =
                "local function f() return 1 + f() end if __key__ == 'bad' then f() end return true";
        try (EntryFilter filter = Scripts.open(script)) {
            assertThatThrownBy(() -> filter.matches(bad, null))
                    .isInstanceOf(InvalidFilterException.class);
            assertThat(filter.matches(good, null)).isTrue();
        }
    }

    @Test
    void usualWorkOnLongValuesIsWithinTheBudget() {
        byte[] value = Bytes.utf8("{\"a\": [" + "12345,".repeat(20_000) + "1]}");
        String script =
                "local n = 0 for _, x in ipairs(json.decode(__value__).a) do n = n + x end "
                        + "return n == 12345 * 20000 + 1 and __value__:find('1]}', 1, true) ~= nil "
                        + "and __value__:match('(%d+)%]}$') == '1'";
        assertThat(selects(script, Bytes.utf8("k"), value)).isTrue();
    }
}
