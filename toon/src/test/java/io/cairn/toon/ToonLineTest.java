package io.cairn.toon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one-line form: the documented examples byte for byte, and nothing lost on the way. */
class ToonLineTest {

    private static final ToonOptions REPLY = ToonOptions.strict(ToonStyle.REPLY);

    private static final List<Map<String, @Nullable Object>> USERS =
            List.of(
                    row("id", 1, "name", "Alice", "email", "alice@example.com", "age", 30),
                    row("id", 2, "name", "Bob", "email", "bob@example.com", "age", 25));

    /** Strings that some reader takes for something else, and characters that end things. */
    private static final List<String> NASTY =
            List.of(
                    "",
                    " ",
                    " pad ",
                    "x,y",
                    "p;q",
                    "say \"hi\"",
                    "a\nb",
                    "\r",
                    "\t",
                    "\\",
                    "\\n",
                    "42",
                    "-1",
                    "1.5",
                    "007",
                    "1e5",
                    "1e99999999999",
                    ".",
                    "true",
                    "false",
                    "null",
                    "T",
                    "F",
                    "\u2205",
                    "b64:",
                    "b64:AQ==",
                    "b64:!",
                    "[]",
                    "{}",
                    ":",
                    "\"",
                    "\"\"",
                    "\u00e9\u00fc",
                    "\ud83d\ude00",
                    "\u0000",
                    "\u007f",
                    "\u00a0",
                    "a b",
                    "--",
                    "9".repeat(500));

    @Test
    void writesTheDocumentedExamplesByteForByte() {
        assertThat(ToonLine.encode(ToonTable.of("users", USERS)))
                .isEqualTo(
                        "users[2]{id,name,email,age}:1,Alice,alice@example.com,30;2,Bob,bob@example.com,25");
        assertThat(ToonLine.encode(new ToonTable("users", List.of("name", "email"), USERS)))
                .isEqualTo("users[2]{name,email}:Alice,alice@example.com;Bob,bob@example.com");
        assertThat(ToonLine.encode(ToonTable.of("users", List.of()))).isEqualTo("users[0]{}:");
    }

    @Test
    void readsTheDocumentedExample() {
        ToonTable table = ToonLine.decode("users[2]{name,email}:Alice,alice@ex.com;Bob,bob@ex.com");
        assertThat(table.name()).isEqualTo("users");
        assertThat(table.fields()).containsExactly("name", "email");
        assertThat(table.rows())
                .containsExactly(
                        row("name", "Alice", "email", "alice@ex.com"),
                        row("name", "Bob", "email", "bob@ex.com"));
    }

    @Test
    void spellsCellsAsTheStyleSays() {
        ToonTable table =
                ToonTable.of(
                        "t",
                        List.of(
                                row(
                                        "null",
                                        null,
                                        "yes",
                                        true,
                                        "no",
                                        false,
                                        "half",
                                        0.5,
                                        "t",
                                        "T",
                                        "n",
                                        "42",
                                        "b",
                                        new byte[] {1},
                                        "a-b",
                                        1.25f)));
        assertThat(ToonLine.encode(table))
                .isEqualTo(
                        "t[1]{null,yes,no,half,t,n,b,\"a-b\"}:,true,false,0.5,T,\"42\",b64:AQ==,1.25");
        assertThat(ToonLine.encode(table, ToonStyle.REPLY))
                .isEqualTo(
                        "t[1]{null,yes,no,half,t,n,b,a-b}:\u2205,T,F,0.500000,\"T\",\"42\",b64:AQ==,1.250000");
    }

    @Test
    void roundsRepliesToSixDecimals() {
        assertThat(reply(-0.0)).isEqualTo("-0.000000");
        assertThat(reply(-1e-9)).isEqualTo("-0.000000");
        assertThat(reply(0.0000015)).isEqualTo("0.000002");
        assertThat(reply(1e21)).isEqualTo("1000000000000000000000.000000");
        assertThat(reply(Double.NaN)).isEqualTo("NaN");
        assertThat(reply(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThatThrownBy(() -> ToonLine.encode(ToonTable.of("t", List.of(row("a", Double.NaN)))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("value=NaN");
    }

    @Test
    void givesBackEveryTableOfScalars() {
        SplittableRandom random = new SplittableRandom(20260101);
        for (int i = 0; i < 4_000; i++) {
            ToonTable table = table(random, false);
            String line = ToonLine.encode(table);
            assertThat(line).doesNotContain("\n").doesNotContain("\r");
            assertThat(ToonLine.decode(line)).as(line).isEqualTo(table);
        }
    }

    @Test
    void givesBackRepliesButForSmallFractions() {
        SplittableRandom random = new SplittableRandom(20260102);
        for (int i = 0; i < 4_000; i++) {
            ToonTable table = table(random, true);
            if (!table.rows().isEmpty()) {
                String line = ToonLine.encode(table, ToonStyle.REPLY);
                assertThat(ToonLine.decode(line, REPLY)).as(line).isEqualTo(table);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsArbitraryTextWithoutSurprises(ToonStyle style) {
        SplittableRandom random = new SplittableRandom(20260103);
        String alphabet = "t[]{}:,;\"\\ 019-.eTb64=\n\u2205";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "t[2]{a,b}:" : "");
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (ToonOptions options :
                    List.of(ToonOptions.strict(style), ToonOptions.strict(style).lenient())) {
                try {
                    ToonLine.decode(text.toString(), options);
                } catch (InvalidArgumentException e) {
                    assertThat(e.context()).isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "users[3]{a}:1;2 | 15",
                "users[1]{a}:1;2 | 14",
                "users[1]{a,b}:1 | 14",
                "users[1]{a}:1,2 | 14",
                "users[1]{a}:\"open | 12",
                "users[1]{a}:\"open\\ | 12",
                "users[1]{a}:\"a\"b | 15",
                "users[1]{a}:a\"b\" | 13",
                "users[1]{a}:\"\\x\" | 13",
                "users[1]{a}:b64:! | 12",
                "users[1]{a}:1e99999999999 | 12",
                "users[1]{a} | 11",
                "users[1]{a | 10",
                "users[]{a}: | 6",
                "users[99999999999]{a}: | 6",
                "users | 5",
                "'' | 0",
            })
    void saysWhereALineIsMalformed(String line, String position) {
        assertThatThrownBy(() -> ToonLine.decode(line))
                .isInstanceOfSatisfying(
                        InvalidArgumentException.class,
                        e -> assertThat(e.context()).containsEntry("position", position));
    }

    @Test
    void letsPassWhatALenientReaderMay() {
        ToonOptions lenient = ToonOptions.strict(ToonStyle.DOCUMENT).lenient();
        ToonTable table = ToonLine.decode("t[9]{a,b}: 1 , x;2;3,4,5;;\"\\q\",x\"y", lenient);
        assertThat(table.rows())
                .containsExactly(
                        row("a", 1L, "b", "x"),
                        row("a", 2L, "b", null),
                        row("a", 3L, "b", 4L),
                        row("a", "\\q", "b", "x\"y"));
    }

    @Test
    void leavesEverythingTextOnRequest() {
        ToonTable table =
                ToonLine.decode(
                        "t[1]{a,b,c,d}:1,true,,b64:!",
                        ToonOptions.strict(ToonStyle.DOCUMENT).allText());
        assertThat(table.rows()).containsExactly(row("a", "1", "b", "true", "c", "", "d", "b64:!"));
    }

    @Test
    void keepsNumbersThatNoPrimitiveHolds() {
        ToonTable table = ToonLine.decode("t[1]{a,b,c}:18446744073709551615,1e999,-0.0");
        assertThat(table.rows())
                .containsExactly(
                        row(
                                "a",
                                new BigInteger("18446744073709551615"),
                                "b",
                                new BigDecimal("1e999"),
                                "c",
                                -0.0));
    }

    @Test
    void bindsTheSizeOfALine() {
        ToonOptions small = ToonOptions.strict(ToonStyle.DOCUMENT).limits(20, 3);
        assertThat(ToonLine.decode("t[3]{a}:1;2;3", small).rows()).hasSize(3);
        assertThatThrownBy(() -> ToonLine.decode("t[4]{a}:1;2;3;4", small))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("cellsMax");
        assertThatThrownBy(() -> ToonLine.decode("t[1]{a}:" + "x".repeat(13), small))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("charsMax");
        ToonTable digits = ToonTable.of("t", List.of(row("a", BigInteger.TEN.pow(400))));
        assertThatThrownBy(() -> ToonLine.encode(digits)).isInstanceOf(LimitException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", ""})
    void readsAReplyWithoutRows(String line) {
        assertThat(ToonLine.decode(line, REPLY).rows()).isEmpty();
        assertThat(ToonLine.encode(ToonTable.of("result", List.of()), ToonStyle.REPLY))
                .isEqualTo("[]");
    }

    @Test
    void keepsUntypedTextBareWhereItMayBeANumber() {
        StringBuilder line = new StringBuilder();
        ToonWriter writer = new ToonWriter(line, ToonStyle.REPLY);
        for (String text : List.of("30", "T", "\u2205", "b64:AQ==", "", "x,y")) {
            writer.untyped(text);
            line.append('|');
        }
        assertThat(line.toString()).isEqualTo("30|T|\"\u2205\"|\"b64:AQ==\"|\"\"|\"x,y\"|");
    }

    @Test
    void refusesTablesThatAreNone() {
        assertThatThrownBy(() -> new ToonTable("t", List.of("a", "a"), List.of()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("field=a");
        assertThatThrownBy(() -> ToonTable.of("t", List.of(row("a", List.of()))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("row=0");
    }

    private static String reply(double value) {
        String line = ToonLine.encode(ToonTable.of("t", List.of(row("a", value))), ToonStyle.REPLY);
        return line.substring(line.indexOf(':') + 1);
    }

    private static ToonTable table(SplittableRandom random, boolean coarse) {
        List<String> fields = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            String field = NASTY.get(random.nextInt(NASTY.size()));
            if (!fields.contains(field)) {
                fields.add(field);
            }
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            fields.forEach(field -> row.put(field, scalar(random, coarse)));
            rows.add(row);
        }
        return new ToonTable(NASTY.get(random.nextInt(NASTY.size())), fields, rows);
    }

    private static @Nullable Object scalar(SplittableRandom random, boolean coarse) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> BigInteger.valueOf(random.nextLong()).pow(3);
            case 4 -> coarse ? random.nextInt(1 << 20) / 64.0 : fraction(random);
            case 5 ->
                    coarse
                            ? Boolean.TRUE
                            : new BigDecimal(
                                    BigInteger.valueOf(random.nextLong()).pow(2),
                                    random.nextInt(-300, 300));
            case 6 -> {
                byte[] bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                yield bytes;
            }
            default -> text(random);
        };
    }

    private static double fraction(SplittableRandom random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 0.1;
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(3); n >= 0; n--) {
            text.append(NASTY.get(random.nextInt(NASTY.size())));
        }
        return text.toString();
    }

    private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return row;
    }
}
