package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.UnsupportedRequestException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every example as a user would, on each engine and over IPC, and checks what it prints. Those
 * that are not here show files or processes of their own and have tests of their own.
 */
@ParameterizedClass
@ValueSource(strings = {"memory", "rocksdb", "ipc"})
class ExamplesTest {

    private final String engine;

    @TempDir Path directory;

    ExamplesTest(String engine) {
        this.engine = engine;
    }

    private interface Example {
        void run(String url, PrintStream out) throws Exception;
    }

    private List<String> lines(Example example) throws Exception {
        return switch (engine) {
            case "memory" -> lines("memory:", example);
            case "rocksdb" -> lines("rocksdb:" + directory.resolve("db"), example);
            default -> {
                try (TestServer server = TestServer.memory(directory)) {
                    yield lines(server.url(), example);
                }
            }
        };
    }

    private static List<String> lines(String url, Example example) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            example.run(url, printer);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void firstSteps() throws Exception {
        assertThat(lines(FirstSteps::run))
                .containsExactly(
                        "user:2 is gone",
                        "last user: Carol",
                        "one team: Alice and Carol",
                        "snapshot: Alice and Carol",
                        "now: Dave",
                        "below people/alice: [email, phone]",
                        "left: 0");
    }

    @Test
    void sessionCache() throws Exception {
        assertThat(lines(SessionCache::run))
                .containsExactly(
                        "three opened, 2 kept",
                        "in the evening: dave",
                        "alice: expired",
                        "cleaned up 0, kept 1");
    }

    @Test
    void users() throws Exception {
        assertThat(lines(Users::run))
                .containsExactly(
                        "again: false",
                        "moved: true",
                        "found: User[id=1, email=a@example.org, name=Alice]",
                        "old address: null",
                        "removed: true",
                        "200 addresses, two rivals each: 200 registered");
    }

    @Test
    void documentStore() throws Exception {
        assertThat(lines(DocumentStore::run))
                .containsExactly(
                        "1001: {\"item\":\"lamp\",\"count\":2,\"gift\":true}",
                        "four or more: [1002]",
                        "archived: true, still open: false");
    }

    @Test
    void featureFlags() throws Exception {
        assertThat(lines(FeatureFlags::run))
                .containsExactly(
                        "dark mode in production: false",
                        "dark mode in staging: true",
                        "production: {dark-mode=false, new-search=true}",
                        "environments: [default, production]",
                        "switched on: true",
                        "environments: [default]");
    }

    @Test
    void settings() throws Exception {
        assertThat(lines(Settings::run))
                .containsExactly(
                        "the editor is at Window[x=10, y=20]",
                        "removing a missing key gives null",
                        "moved: true",
                        "open, not at the left edge: [editor, terminal]",
                        "open: 0, closed: mail");
    }

    @Test
    void counter() throws Exception {
        assertThat(lines(Counter::run)).containsExactly("16 threads, 1,000 increments each: 16000");
    }

    @Test
    void workQueue() throws Exception {
        assertThat(lines(WorkQueue::run))
                .containsExactly(
                        "taken: Optional[first] and Optional[second]",
                        "nothing left: Optional.empty",
                        "4 workers took 200 jobs, 200 different ones");
    }

    @Test
    void handOver() throws Exception {
        assertThat(lines(HandOver::run))
                .containsExactly(
                        "put soup, somebody got soup",
                        "put fish, somebody got fish",
                        "put cake, somebody got cake",
                        "left on the counter: nothing");
    }

    @Test
    void timeSeries() throws Exception {
        assertThat(lines(TimeSeries::run))
                .containsExactly(
                        "first six hours: 17.5",
                        "newest: [Point[second=82800, value=26.0], Point[second=79200,"
                                + " value=25.0]]",
                        "left: 4 inside, 1 outside");
    }

    @Test
    void onCall() throws Exception {
        assertThat(lines(OnCall::run))
                .containsExactly(
                        "serializable: the second was refused, 1 on call",
                        "snapshot: both have left, 0 on call");
    }

    @Test
    void payments() throws Exception {
        assertThat(lines(Payments::run))
                .containsExactly(
                        "first try: PAID",
                        "second try: ALREADY_PAID",
                        "another: REFUSED",
                        "alice has 300, bob has 700");
    }

    @Test
    void outbox() throws Exception {
        if (engine.equals("ipc")) {
            // Its hook would have to run in the server's process, in the middle of a commit.
            assertThatThrownBy(() -> lines(Outbox::run))
                    .isInstanceOf(UnsupportedRequestException.class);
            return;
        }
        assertThat(lines(Outbox::run))
                .containsExactly(
                        "noted: [delete a, put b]",
                        "refused, still there: 1",
                        "without the hook: 0, noted: []");
    }

    @Test
    void monitoring() throws Exception {
        assertThat(lines(Monitoring::run))
                .singleElement()
                .asString()
                .startsWith("commits: 100, aborts: 0, cache hits: ")
                .contains("open cursors: 0");
    }

    @Test
    void troubles() throws Exception {
        assertThat(lines(Troubles::run))
                .containsExactly(
                        "an empty key: INVALID_ARGUMENT, so fix the call: the message names what is"
                                + " wrong, nothing was done",
                        "a conflict: CONFLICT, so run the whole transaction again; transact does",
                        "use after close: CLOSED, so after POISONED close and open the database;"
                                + " else fix the order of calls",
                        "an unknown scheme: INVALID_ARGUMENT, so fix the call: the message names"
                                + " what is wrong, nothing was done");
    }
}
