package io.cairn.layer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A class that is run in a JVM of its own and killed there. */
public final class KilledProcess {

    private KilledProcess() {}

    /**
     * Starts a class and kills it in the midst of what it does.
     *
     * @param main writes a number, one more than the last, for each thing it has done; never ends
     * @param directory its argument
     * @param lines after how many numbers it is killed
     * @return how many numbers it had written when it was dead
     * @throws IOException when it cannot be started
     * @throws InterruptedException when the thread is interrupted
     */
    public static int killed(Class<?> main, Path directory, int lines)
            throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        main.getName(),
                                        directory.toString()))
                        .redirectErrorStream(true)
                        .start();
        int count = 0;
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                assertThat(line).as("the child's output").isEqualTo(Integer.toString(count));
                count++;
                if (count == lines) {
                    // Unlike the process itself its handle leaves the output open.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(count).isGreaterThanOrEqualTo(lines);
        return count;
    }
}
