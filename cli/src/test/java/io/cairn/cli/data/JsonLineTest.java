package io.cairn.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.bytes.Bytes;
import org.junit.jupiter.api.Test;

/**
 * JSON lines: any bytes survive the way there and back; anything that is not exactly an entry is
 * refused with the reason.
 */
class JsonLineTest {

    @Test
    void textStaysReadable() {
        assertThat(JsonLine.of(Bytes.utf8("k\u00e4se"), Bytes.utf8("\"a\\b\"\n\t\u0001")))
                .isEqualTo("{\"key\":\"k\u00e4se\",\"value\":\"\\\"a\\\\b\\\"\\n\\t\\u0001\"}");
    }

    @Test
    void everyByteSurvives() throws Exception {
        for (int i = 0; i < 256; i++) {
            byte[] one = {(byte) i};
            byte[] between = {'a', (byte) i, 'z'};
            Entry read = JsonLine.parse(Bytes.utf8(JsonLine.of(one, between)));
            assertThat(read).isEqualTo(new Entry(one, between));
        }
    }

    @Test
    void everyCodePointOfTheFirstPlaneSurvives() throws Exception {
        for (int c = 0; c < 0x10000; c++) {
            if (!Character.isSurrogate((char) c)) {
                byte[] text = Bytes.utf8(Character.toString(c));
                assertThat(JsonLine.parse(Bytes.utf8(JsonLine.of(text, text))).value())
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void escapesAndBase64AreRead() throws Exception {
        Entry entry =
                JsonLine.parse(
                        Bytes.utf8(
                                " {\"value64\" : \"AP8=\", \"key\":\"\\u20ac\\ud83d\\ude00\"} "));
        assertThat(entry)
                .isEqualTo(
                        new Entry(Bytes.utf8("\u20ac\ud83d\ude00"), new byte[] {0, (byte) 0xFF}));
    }

    @Test
    void whatIsNotAnEntryIsRefused() {
        refused("", "not a JSON object");
        refused("[]", "not a JSON object");
        refused("{\"key\":\"a\",\"value\":\"b\"", "not JSON");
        refused("{'key':'a'}", "not JSON");
        refused("{\"key\":\"a\"}", "'value' (or value64) is missing");
        refused("{\"value\":\"a\"}", "'key' (or key64) is missing");
        refused("{\"key\":\"\",\"value\":\"b\"}", "key is empty");
        refused("{\"key\":1,\"value\":\"b\"}", "'key' is not a string");
        refused("{\"key\":\"a\",\"value\":null}", "'value' is not a string");
        refused("{\"key\":\"a\",\"value\":{}}", "'value' is not a string");
        refused("{\"key\":\"a\",\"value\":\"b\",\"ttl\":\"1\"}", "unknown field 'ttl'");
        refused("{\"key\":\"a\",\"key\":\"b\",\"value\":\"c\"}", "twice");
        refused("{\"key\":\"a\",\"key64\":\"YQ==\",\"value\":\"c\"}", "both key and key64");
        refused("{\"key64\":\"?\",\"value\":\"c\"}", "not base64");
        refused("{\"key\":\"\\ud800\",\"value\":\"c\"}", "unpaired surrogate");
        refused("{\"key\":\"a\",\"value\":\"b\"} x", "");
        refused("{\"key\":\"a\",\"value\":\"b\"}{}", "more after the object");
    }

    private static void refused(String line, String part) {
        assertThatThrownBy(() -> JsonLine.parse(Bytes.utf8(line)))
                .as(line)
                .isInstanceOf(JsonLine.BadLineException.class)
                .hasMessageContaining(part);
    }
}
