package io.cairn.trigger.python;

import static io.cairn.trigger.python.Plugins.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.layer.trigger.PluginExecutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What code cannot do, and that the plugin works afterwards. */
class SandboxTest {

    private static PluginRegistry registry = new PluginRegistry();

    @TempDir Path directory;

    @BeforeAll
    static void load() {
        registry =
                Plugins.registry(
                        """
                        def on_before_insert(row):
                            scope = {"path": row.get("path")}
                            exec(row["code"], scope)
                            return {"result": scope.get("result")}
                        """);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "open('/etc/hostname')|PermissionError",
                "import os; os.listdir('/')|PermissionError",
                "import os; os.open('/etc/hostname', 0)|PermissionError",
                "import pathlib; pathlib.Path('/etc/hostname').read_text()|PermissionError",
                "import os; os.system('true')|Process creation is not allowed",
                "import subprocess; subprocess.run(['true'])|PermissionError",
                "import os; os.fork()|AttributeError",
                "import os; os.environ['PATH']|KeyError",
                "import socket; socket.socket()|socket was excluded",
                "import threading; threading.Thread(target=print).start()|threads is not allowed",
                "import java; java.type('java.lang.System')|KeyError",
                "import java.lang; java.lang.System.getProperties()|AttributeError",
                "import polyglot; polyglot.eval(language='python', string='1')|not allowed",
                "import ctypes|ImportError",
                "import sys; sys.exit(3)|end the process",
                "import os; os._exit(4)|end the process",
                "import os, signal; os.kill(os.getpid(), signal.SIGTERM)|",
                "raise SystemExit|end the process",
                "raise KeyboardInterrupt|KeyboardInterrupt",
                "raise MemoryError|MemoryError",
                "raise BaseException('b')|BaseException: b",
                "def f(): return f()\\nf()|RecursionError",
                "import sys; sys.setrecursionlimit(10**9)\\ndef f(): f()\\nf()|RecursionError",
            })
    void isForbidden(String code, String error) {
        String lines = code.replace("\\n", "\n");
        assertThatThrownBy(() -> insert(registry, Map.of("code", lines)))
                .isInstanceOf(PluginExecutionException.class)
                .hasCauseInstanceOf(PythonException.class)
                .hasMessageContaining("Plugin p failed")
                .hasMessageContaining(error == null ? "" : error);
        assertThat(insert(registry, Map.of("code", "result = 1 + 1"))).containsEntry("result", 2L);
    }

    @Test
    void nothingIsWritten() {
        Path file = directory.resolve("evil");
        Map<String, Object> row =
                Map.of("code", "open(path, 'w').write('x')", "path", file.toString());
        assertThatThrownBy(() -> insert(registry, row)).hasMessageContaining("PermissionError");
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void theStandardLibraryIsThere() {
        assertThat(
                        insert(
                                registry,
                                Map.of(
                                        "code",
                                        """
                                        import re, json, math, datetime, decimal, hashlib, uuid
                                        result = [
                                            re.sub("b+", "-", "abbc"),
                                            json.loads('{"a": [1]}'),
                                            math.floor(2.7),
                                            datetime.date(2024, 2, 28).isoformat(),
                                            str(decimal.Decimal("0.1") + 1),
                                            hashlib.sha256(b"").hexdigest()[:8],
                                        ]
                                        """)))
                .extractingByKey("result")
                .hasToString("[a-c, {a=[1]}, 2, 2024-02-28, 1.1, e3b0c442]");
    }

    @Test
    void pluginsDoNotMeet() {
        try (PluginRegistry both = new PluginRegistry()) {
            both.register(
                    Plugins.plugin(
                            "vandal",
                            """
                            import builtins, json

                            def on_before_insert(row):
                                del builtins.len
                                json.dumps = None
                            """));
            both.register(
                    Plugins.plugin(
                            "other",
                            """
                            import json

                            def on_before_insert(row):
                                row["length"] = len(json.dumps([1]))
                            """));
            assertThat(insert(both, Map.of("text", "x"))).containsEntry("length", 3L);
        }
    }

    @Test
    void codeLeftForTheEndDoesNotRun() {
        PluginRegistry other =
                Plugins.registry(
                        """
                        import atexit

                        def forever():
                            while True:
                                pass

                        atexit.register(forever)

                        def handler(row):
                            pass
                        """);
        assertThat(insert(other, Map.of("n", 1))).containsEntry("n", 1);
        other.close();
    }
}
