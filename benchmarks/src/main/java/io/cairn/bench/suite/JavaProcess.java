package io.cairn.bench.suite;

import java.util.ArrayList;
import java.util.List;

/** Starts this JVM's program again, with a fixed heap. Stateless. */
final class JavaProcess {

    /** A JVM for another system knows no transparent huge pages and would not start. */
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    private JavaProcess() {}

    static ProcessBuilder builder(Plan.Size size, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options(size));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Some peers reach into the JDK. */
    static List<String> options(Plan.Size size) {
        List<String> options = new ArrayList<>();
        options.add("-Xms" + size.heap());
        options.add("-Xmx" + size.heap());
        if (size.thorough()) {
            options.add("-XX:+AlwaysPreTouch");
            if (LINUX) {
                // Touched in small pages, 2 GiB take longer than many a workload: 4.5 s were seen.
                options.add("-XX:+UseTransparentHugePages");
            }
        }
        options.add("-XX:+UseG1GC");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("--sun-misc-unsafe-memory-access=allow");
        options.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        options.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
        return options;
    }
}
