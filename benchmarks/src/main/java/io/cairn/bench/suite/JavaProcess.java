package io.cairn.bench.suite;

import java.util.ArrayList;
import java.util.List;

/** Starts this JVM's program again, with a fixed heap. Stateless. */
final class JavaProcess {

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
        return List.of(
                "-Xms" + size.heap(),
                "-Xmx" + size.heap(),
                size.thorough() ? "-XX:+AlwaysPreTouch" : "-XX:-AlwaysPreTouch",
                "-XX:+UseG1GC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
    }
}
