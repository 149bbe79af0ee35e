package io.cairn.filter.lua;

import static io.cairn.filter.lua.Scripts.selects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidFilterException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The libraries that scripts find do what Lua's manual says; each row holds. */
class LibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select('#', ('abc'):byte(1, -1)) == 3 and ('abc'):byte(2) == 98",
                "('abc'):byte(10) == nil and ('abc'):byte(-1) == 99 and ('abc'):byte(0) == nil",
                "string.char(72, 105) == 'Hi' and string.char() == ''",
                "('hello'):sub(2, 3) == 'el' and ('hello'):sub(-3) == 'llo'",
                "('hello'):sub(0) == 'hello' and ('hello'):sub(2, -2) == 'ell'",
                "('hello'):sub(4, 2) == '' and ('hello'):sub(-100, 100) == 'hello'",
                "('aBc1'):upper() == 'ABC1' and ('aBc1'):lower() == 'abc1'",
                "('ab'):rep(3) == 'ababab' and ('ab'):rep(2, '-') == 'ab-ab'",
                "('ab'):rep(0) == '' and ('ab'):rep(-1) == '' and ('ab'):rep(1, '-') == 'ab'",
                "('abc'):reverse() == 'cba' and (''):reverse() == ''",
                "('abc'):len() == 3 and #'a\\0b' == 3"
            })
    void strings(String condition) {
        assertThat(selects("return " + condition)).as(condition).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "('hello'):find('l') == 3 and select(2, ('hello'):find('ll')) == 4",
                "('hello'):find('xyz') == nil and ('hello'):find('') == 1",
                "('hello'):find('l', 4) == 4 and ('hello'):find('l', -1) == nil",
                "('a.b'):find('.', 1, true) == 2 and ('a+b'):find('+b', 1, true) == 2",
                "('hello'):find('', 6) == 6 and ('hello'):find('', 7) == nil",
                "select(3, ('key=value'):find('(%w+)=(%w+)')) == 'key'",
                "('key=value'):match('(%w+)=(%w+)') == 'key'",
                "('  trim  '):match('^%s*(.-)%s*$') == 'trim'",
                "('2024-01-31'):match('^(%d%d%d%d)-(%d%d)-(%d%d)$') == '2024'",
                "('abc'):match('()b()') == 2 and select(2, ('abc'):match('()b()')) == 3",
                "('f(a(b)c)d'):match('%b()') == '(a(b)c)'",
                "('THE (quick) fox'):find('%f[%a]%a+%f[%A]') == 1",
                "('aXb'):match('%u') == 'X' and ('a1'):match('%D') == 'a'",
                "('x-y'):match('[a-c%-]') == '-' and ('x]y'):match('[]]') == ']'",
                "('abc'):match('[^a]+') == 'bc' and ('a^c'):match('[a^]+') == 'a^'",
                "('\"q\" q'):match('([\"\\'])(.-)%1') == '\"' ",
                "('aaa'):match('a-') == '' and ('aaa'):match('^a-$') == 'aaa'",
                "('aaa'):match('a?a?a?a?') == 'aaa' and ('b'):match('a?b') == 'b'",
                "('a$'):match('a$') == nil and ('a$'):match('a%$$') == 'a$' and ('$a'):match('$a') == '$a'",
                "('caf\\195\\169'):match('%w+') == 'caf'",
                "('a\\0b'):find('%z') == nil and ('a\\0b'):find('\\0') == 2"
            })
    void patterns(String condition) {
        assertThat(selects("return " + condition)).as(condition).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '~',
            value = {
                "('hello world'):gsub('o', '0') ~ hell0 w0rld",
                "select(2, ('hello world'):gsub('o', '0')) ~ 2",
                "('hello world'):gsub('o', '0', 1) ~ hell0 world",
                "('hello'):gsub('', '-') ~ -h-e-l-l-o-",
                "('abc'):gsub('%w', '%0%0') ~ aabbcc",
                "('abc'):gsub('(a)(b)', '%2%1') ~ bac",
                "('abc'):gsub('b', '%1') ~ abc",
                "('a b'):gsub('%w', {a = 'x'}) ~ x b",
                "('a b'):gsub('%w', function(c) return c == 'a' and 'x' end) ~ x b",
                "('abc'):gsub('^a', 'x') ~ xbc",
                "('aaa'):gsub('^a', 'x') ~ xaa",
                "('a.b'):gsub('%.', '%%') ~ a%b",
                "('abc'):gsub('b*', '-') ~ -a--c-"
            })
    void replacing(String call, String result) {
        assertThat(selects("return tostring((" + call + ")) == '" + result + "'"))
                .as(call)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '~',
            value = {
                "'%d %s %%', 3, 'x' ~ 3 x %",
                "'%5.2f|%-6.1f|%06.2f|%+d', 1.005, 2.25, -3.14159, 7 ~ ` 1.00|2.2   |-03.14|+7`",
                "'%x %X %#x %o %5d %-5d| %05d', 255, 255, 255, 8, 42, 42, 42 ~ `ff FF 0xff 10    42 42   | 00042`",
                "'%e %.2E', 12345.678, 0.00012 ~ 1.234568e+04 1.20E-04",
                "'%g %g %g %g %g', 100000, 1000000, 0.0001, 0.00001, 1.5 ~ 100000 1e+06 0.0001 1e-05 1.5",
                "'%g %g', 0.1, 123456789 ~ 0.1 1.23457e+08",
                "'%.3s|%5s|%-5s|', 'abcdef', 'ab', 'ab' ~ `abc|   ab|ab   |`",
                "'%c%c', 72, 105 ~ Hi",
                "'%.3d %i', 5, -5 ~ 005 -5",
                "'%s %s', nil, true ~ nil true",
                "'%f', 1/0 ~ inf",
                "'%s', setmetatable({}, {__tostring = function() return 'me' end}) ~ me",
                "'%q', 'a\\\"b' ~ `\"a\\\"b\"`"
            })
    void formatting(String arguments, String result) {
        assertThat(selects("return string.format(" + arguments + ") == [[" + result + "]]"))
                .as(arguments)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local s = '' for w in ('one two'):gmatch('%a+') do s = s .. w .. ';' end return s == 'one;two;'",
                "local t = {} for k, v in ('a=1,b=2'):gmatch('(%w+)=(%w+)') do t[k] = v end return t.a == '1' and t.b == '2'",
                "local n = 0 for _ in ('abc'):gmatch('') do n = n + 1 end return n == 4",
                "local t = {3, 1, 2} table.sort(t) return table.concat(t, ',') == '1,2,3'",
                "local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end) return table.concat(t) == '321'",
                "local t = {1, 3} table.insert(t, 2, 2) table.insert(t, 4) return table.concat(t) == '1234'",
                "local t = {1, 2, 3} return table.remove(t, 1) == 1 and table.remove(t) == 3 and #t == 1",
                "return table.remove({}) == nil",
                "return table.concat({1, 2, 3}, '-', 2, 3) == '2-3' and table.concat({}) == ''",
                "local a, b = table.unpack({1, 2}) return a == 1 and b == 2",
                "return table.pack(1, nil, 3).n == 3 and select('#', table.unpack({}, 1, 3)) == 3",
                "local n = 0 for k, v in pairs({a = 1, 2}) do n = n + v end return n == 3",
                "local t = setmetatable({}, {__index = function(t, k) return k .. '!' end}) return t.x == 'x!'",
                "local t = {1} rawset(t, 2, 5) return rawget(t, 2) == 5 and rawlen(t) == 2 and next({}) == nil",
                "return math.floor(2.7) == 2 and math.max(1, 3) == 3 and bit32.band(6, 3) == 2",
                "return tonumber('0x10') == 16 and tonumber('x') == nil and tostring(12) == '12'",
                "return type(json) == 'table' and json.decode('[1, \"x\", true]')[2] == 'x'",
                "local d = json.decode('{\"a\": {\"b\": [1, 2.5, null]}}') return d.a.b[2] == 2.5 and #d.a.b == 2",
                "return json.encode({1, 2, {a = 'x'}}) == '[1,2,{\"a\":\"x\"}]'",
                "return json.encode({}) == '{}' and json.encode('a') == '\"a\"' and json.encode(1.5) == '1.5'",
                "return json.decode(json.encode({a = {1, 2}})).a[2] == 2"
            })
    void tablesAndTheRest(String script) {
        assertThat(selects(script)).as(script).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return ('a'):find('[a')",
                "return ('a'):find('(a')",
                "return ('a'):find('.)')",
                "return ('a'):find('%')",
                "return ('a'):find('%1')",
                "return ('a'):find('%f')",
                "return ('a'):find('%b')",
                "return ('a'):gsub('a', '%2')",
                "return ('a'):gsub('a', true)",
                "return string.char(256)",
                "return table.concat({{}})",
                "return json.decode('{')",
                "return json.decode(('['):rep(5000))",
                "return json.encode(print or string.len)",
                "local t = {} t.t = t return json.encode(t)",
                "return json.encode(0 / 0)",
                "return table.insert({}, 5, 1)",
                "return ('a'):find(('a?'):rep(600))",
                "return string.format('%5000d', 1)",
                "return string.format('%y', 1)",
                "return string.format('%d', 1e300)",
                "return string.format('%d')",
                "return string.format('%')",
                "return string.len()"
            })
    void misuseIsAnErrorOfTheScript(String script) {
        assertThatThrownBy(() -> selects(script))
                .as(script)
                .isInstanceOf(InvalidFilterException.class)
                .hasMessageContaining("the script failed on an entry");
    }
}
