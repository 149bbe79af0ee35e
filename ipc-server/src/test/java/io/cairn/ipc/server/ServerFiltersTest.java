package io.cairn.ipc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterLibrary;
import io.cairn.filter.FilterSpec;
import io.cairn.filter.Filters;
import io.cairn.testing.filter.SampleFilters;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters run in the server: those that it knows, where they hold up nobody else. */
class ServerFiltersTest {

    private static final String MINE = "mine:all:";

    @TempDir Path directory;

    private final Database served = Cairn.open("memory:");

    @BeforeEach
    void fill() {
        served.put(b("a"), b("1"));
        served.put(b("b"), b("22"));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    private static ListRequest named(String filter, Mode... more) {
        return ListRequest.first(9).filter(b(filter)).with(Modes.of(Mode.LIB_FILTER, more));
    }

    private void serving(ServerOptions options, Consumer<Database> body) {
        Served offer = new Served(served, "memory", Durability.BUFFERED, Limits.defaults());
        try (CairnServer _ = CairnServer.start(options, Map.of(0, offer));
                Database client = Cairn.open("ipc:" + options.socket())) {
            body.accept(client);
        }
    }

    @Test
    void aFilterThatOnlyTheClientKnowsIsRefused() throws IOException {
        serving(
                ServerOptions.in(directory),
                client -> {
                    Thread thread = Thread.currentThread();
                    ClassLoader former = thread.getContextClassLoader();
                    thread.setContextClassLoader(new ClientsLoader(former, directory));
                    try {
                        Filters.open(FilterSpec.parse(b(MINE)), false).close();
                        for (Consumer<Database> call : listings(named(MINE))) {
                            assertThatThrownBy(() -> call.accept(client))
                                    .isInstanceOf(InvalidFilterException.class)
                                    .hasMessageContaining("where the data is")
                                    .hasMessageContaining("mine");
                        }
                    } finally {
                        thread.setContextClassLoader(former);
                    }
                });
    }

    private static List<Consumer<Database>> listings(ListRequest request) {
        ScanOptions options = ScanOptions.all().with(request.modes()).filter(request.filter());
        MemorySegment room = MemorySegment.ofArray(new byte[99]);
        return List.of(
                client -> client.list(request),
                client -> client.listKeys(request),
                client -> client.scan(KeyRange.all(), options).close(),
                client -> client.segments().listPacked(request, room, null));
    }

    @Test
    void luaIsRefusedWhereItIsNotAllowedUnderAnyName() {
        ListRequest script =
                ListRequest.first(9).filter(b("return true")).with(Modes.of(Mode.LUA_FILTER));
        serving(
                ServerOptions.in(directory).withLuaFilters(false),
                client -> {
                    for (ListRequest request :
                            List.of(
                                    script,
                                    named("lua:script:return true"),
                                    named("documents:lua:return true"))) {
                        for (Consumer<Database> call : listings(request)) {
                            assertThatThrownBy(() -> call.accept(client))
                                    .isInstanceOf(InvalidFilterException.class)
                                    .hasMessageContaining("luaFilters");
                        }
                    }
                    assertThat(client.listKeys(named("sample:longer:")).keys()).hasSize(2);
                });
    }

    @Test
    void whereLuaIsAllowedButNotInstalledTheServerSaysWhatIsMissing() {
        serving(
                ServerOptions.in(directory),
                client ->
                        assertThatThrownBy(() -> client.list(named("lua:script:return true")))
                                .isInstanceOf(InvalidFilterException.class)
                                .hasMessageContaining("cairn-filters-lua"));
    }

    @Test
    void aFilterThatAnswersDifferentlyIsFoundOut() {
        MemorySegment keys = MemorySegment.ofArray(new byte[99]);
        MemorySegment values = MemorySegment.ofArray(new byte[9_999]);
        serving(
                ServerOptions.in(directory),
                client ->
                        assertThatThrownBy(() ->
                                        client.segments()
                                                .listPacked(named("sample:changes:"), keys, values))
                                .isInstanceOf(InvalidFilterException.class)
                                .hasMessageContaining("always answer the same"));
    }

    @Test
    void whoeverWaitsForAFilterHoldsUpNobodyElse() {
        serving(
                ServerOptions.in(directory).withEventLoops(1),
                client -> {
                    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
                        waiting(client, threads, 2, () -> client.listKeys(named("sample:waits:")));
                        waiting(client, threads, 2, () -> scan(client));
                    }
                });
    }

    private static void scan(Database client) {
        try (Cursor cursor =
                client.scan(KeyRange.all(), ScanOptions.all().library("sample:waits:"))) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
        }
    }

    /** Starts a listing whose filter waits at each entry, and reads meanwhile. */
    private static void waiting(
            Database client, ExecutorService threads, int entries, Runnable listing) {
        Future<?> listed = threads.submit(listing);
        for (int i = 0; i < entries; i++) {
            assertThat(entered()).isTrue();
            assertThat(client.get(b("b"))).isEqualTo(b("22"));
            assertThat(listed.isDone()).isFalse();
            SampleFilters.RELEASED.release();
        }
        assertThat(listed).succeedsWithin(Duration.ofSeconds(60));
    }

    private static boolean entered() {
        try {
            return SampleFilters.ENTERED.tryAcquire(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A class loader through which one more library is found. */
    private static final class ClientsLoader extends ClassLoader {

        private final Path directory;

        ClientsLoader(ClassLoader parent, Path directory) {
            super(parent);
            this.directory = directory;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.equals("META-INF/services/" + FilterLibrary.class.getName())) {
                return super.getResources(name);
            }
            Path file = directory.resolve("services");
            Files.writeString(file, ClientsFilters.class.getName());
            return Collections.enumeration(List.of(file.toUri().toURL()));
        }
    }

    /** What the client has. */
    public static final class ClientsFilters implements FilterLibrary {

        @Override
        public String name() {
            return "mine";
        }

        @Override
        public EntryFilter open(String filter, byte[] arguments, boolean values) {
            return (key, value) -> true;
        }
    }
}
