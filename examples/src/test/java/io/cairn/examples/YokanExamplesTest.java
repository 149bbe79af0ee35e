package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.compat.yokan.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs for Yokan, written again line for line, print what they print there. */
class YokanExamplesTest {

    private interface Example {
        void run(PrintStream out) throws Exception;
    }

    private static List<String> lines(Example example) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            example.run(printer);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void firstSteps() throws Exception {
        assertThat(lines(YokanFirstSteps::run))
                .containsExactly(
                        "Retrieved: Hello, Yokan!",
                        "Total entries: 1",
                        "Yokan provider started: true",
                        "Provider ID: 42",
                        "Provider is now accepting requests...",
                        "Stored user:1 = Alice",
                        "Key exists: true",
                        "Value length: 5 bytes",
                        "Retrieved: Alice",
                        "Key erased",
                        "Key exists after erase: false");
    }

    @Test
    void rocksDb(@TempDir Path directory) throws Exception {
        assertThat(lines(out -> YokanRocksDb.run(directory.resolve("db"), out)))
                .containsExactly("found: 0", "found: 1");
    }

    @Test
    void batches() throws Exception {
        assertThat(lines(YokanBatches::run))
                .containsExactly(
                        "Stored 3 key/value pairs",
                        "Existence check: [true, true, true, false, false]",
                        "Value lengths: [5, 3, 5]",
                        "Retrieved: [Alice, Bob, Carol]",
                        "Erased 3 keys",
                        "Remaining entries: 0");
    }

    @Test
    void listing() throws Exception {
        assertThat(lines(YokanListing::run))
                .containsExactly(
                        "Keys starting with 'item:00'",
                        " - item:007",
                        " - item:008",
                        " - item:009",
                        "Keys starting with 'item:00', with prefix removed",
                        " - 7",
                        " - 8",
                        " - 9",
                        "Key/value pairs from 'item:003':",
                        " - item:003 = value_3",
                        " - item:004 = value_4",
                        " - item:005 = value_5",
                        " - item:006 = value_6",
                        " - item:007 = value_7",
                        "Packed key/value retrieved:",
                        " - item:003 = value_3",
                        " - item:004 = value_4",
                        " - item:005 = value_5",
                        " - item:006 = value_6",
                        " - item:007 = value_7");
    }

    @Test
    void modes() throws Exception {
        assertThat(lines(YokanModes::run))
                .containsExactly(
                        "Appended log:",
                        "Entry 1",
                        "Entry 2",
                        "Entry 3",
                        "Consumed: process_this",
                        "Still exists: false",
                        "First put succeeded",
                        "Second put failed (expected): the key exists; nothing was written"
                                + " [code=17]",
                        "Put failed on non-existent key (expected)",
                        "Consumed with NO_RDMA: data",
                        "Waited for and consumed: work");
    }

    @Test
    void documents() throws Exception {
        assertThat(lines(YokanDocuments::run))
                .containsExactly(
                        "Collection 'users' exists: true",
                        "Stored 3 documents with IDs: 0, 1, 2",
                        "Loaded document: {\"name\":\"Alice\",\"age\":30,\"city\":\"Boston\"}",
                        "Updated document 0",
                        "All documents:",
                        "0 - {\"name\":\"Alice\",\"age\":31,\"city\":\"Boston\"}",
                        "1 - {\"name\":\"Bob\",\"age\":25,\"city\":\"New York\"}",
                        "2 - {\"name\":\"Carol\",\"age\":35,\"city\":\"Boston\"}",
                        "Erased document 1",
                        "Total documents: 2");
    }

    @Test
    void errors() throws Exception {
        assertThat(lines(YokanErrors::run))
                .containsExactly(
                        "Expected error - key not found: true",
                        "Key doesn't exist",
                        "Mode not supported: these modes contradict each other, leave one out:"
                                + " APPEND|NEW_ONLY [code=29]",
                        "Too small: true",
                        "Retrieved: data");
    }

    @Test
    void dictionary() throws Exception {
        assertThat(lines(YokanDictionary::run))
                .containsExactly(
                        "Stored data using dict-like interface",
                        "User 1: {name=Alice, age=30}",
                        "Config: {theme=dark, notifications=true}",
                        "User 3 (default): User[name=Unknown, age=0]",
                        "Batch updated 2 users",
                        "No such key: user:4",
                        "Left after clear: 0");
    }

    @Test
    void twoDictionariesDoNotDisturbEachOther() {
        try (io.cairn.api.Database cairn = Cairn.inMemory()) {
            YokanDict one = new YokanDict(Database.over(cairn), "one:");
            YokanDict other = new YokanDict(Database.over(cairn), "other:");
            one.update(Map.of("a", List.of(1, 2), "b", "text"));
            other.set("a", true);
            assertThatThrownBy(() -> other.get("b")).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> other.delete("b")).isInstanceOf(NoSuchElementException.class);
            assertThat(one.get("a")).isEqualTo(List.of(1, 2));
            one.clear();
            assertThat(one.contains("a")).isFalse();
            assertThat(one.get("b", "none")).isEqualTo("none");
            assertThat(other.get("a")).isEqualTo(true);
        }
    }
}
