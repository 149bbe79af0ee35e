package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A wrong command line does nothing, says what is wrong in one line on standard error, and ends
 * with 2.
 */
class UsageErrorTest {

    @TempDir Path temp;

    @Test
    void unknownCommandsNameTheNearest() {
        wrong("'scna' is not a command; did you mean 'scan'", "scna");
        wrong("'ex' is not a command; did you mean 'export'", "ex");
        wrong("see 'cairn --help'", "frobnicate");
    }

    @Test
    void optionsBeforeTheCommandAreExplained() {
        wrong("the command comes first", "--db", "memory:", "get", "k");
    }

    @Test
    void unknownOptionsAndMissingArgumentsAreNamed() {
        wrong("--limt", "scan", "--db", "memory:", "--limt", "3");
        wrong("KEY", "get", "--db", "memory:");
        wrong("--limit", "scan", "--db", "memory:", "--limit", "many");
        wrong("--limit", "scan", "--db", "memory:", "--limit", "-1");
        wrong("--format", "scan", "--db", "memory:", "--format", "xml");
        wrong("--to", "backup", "--db", "rocksdb:" + temp.resolve("db"));
        wrong("--batch", "import", "--db", "memory:", "--batch", "0");
    }

    @Test
    void theDatabaseMustBeGivenAndUnderstood() {
        wrong("--db rocksdb:/path", "count");
        wrong("foo", "count", "--db", "foo:/bar");
        wrong("blok", "count", "--db", "memory:?blok=1");
    }

    @Test
    void hexMustBeHex() {
        wrong("0xabc", "get", "--db", "memory:", "0xabc");
        wrong("'hello' is not hex", "get", "--db", "memory:", "--hex", "hello");
        wrong("exclude each other", "get", "--db", "memory:", "--hex", "--literal", "ab");
        wrong("locale", "get", "--db", "memory:", "\uFFFD");
    }

    @Test
    void keysMustNotBeEmpty() {
        wrong("empty", "get", "--db", "memory:", "");
        wrong("empty", "put", "--db", "memory:", "0x", "v");
    }

    @Test
    void aPutTakesItsValueFromOnePlace() {
        wrong("--file", "put", "--db", "memory:", "k");
        wrong("--file", "put", "--db", "memory:", "k", "v", "--file", "f");
        wrong("mutually exclusive", "put", "--db", "memory:", "k", "v", "--append", "--if-absent");
    }

    @Test
    void aDeleteMustSayWhat() {
        wrong("--all", "delete", "--db", "memory:");
        wrong("--all", "delete", "--db", "memory:", "k", "--prefix", "p");
        wrong("--all", "delete", "--db", "memory:", "--all", "--prefix", "p");
    }

    @Test
    void quickstartOptionsMustFitTheEngine() {
        wrong("--engine rocksdb", "quickstart", "--engine", "memory", "--keep");
        wrong("at least 1", "quickstart", "--resources", "0");
    }

    private static void wrong(String part, String... arguments) {
        CliRun run = CliRun.of(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("cairn").contains(part).endsWith("\n");
        assertThat(run.err().lines()).hasSize(1);
    }
}
