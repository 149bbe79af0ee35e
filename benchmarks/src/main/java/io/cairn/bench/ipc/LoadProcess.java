package io.cairn.bench.ipc;

import io.cairn.bench.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Loads both servers in turns, in a process of its own, and prints one result: the median of the
 * ratios of neighbouring rounds. Arguments: Cairn's socket, Redis's, connections, depth, keys,
 * bytes of a value, whether to write, the row's name, its peer, the ratio aimed at, seconds to warm
 * up, rounds, milliseconds of a round.
 */
final class LoadProcess {

    private LoadProcess() {}

    public static void main(String[] arguments) throws Exception {
        Generator.Load load =
                new Generator.Load(
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]),
                        Boolean.parseBoolean(arguments[6]));
        long warm = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[10]));
        int rounds = Integer.parseInt(arguments[11]);
        long round = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[12]));
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (Generator cairn = new Generator(Protocol.CAIRN, Path.of(arguments[0]), load);
                Generator redis = new Generator(Protocol.REDIS, Path.of(arguments[1]), load)) {
            cairn.run(warm);
            redis.run(warm / 4);
            for (int i = 0; i < rounds; i++) {
                ours.add(cairn.run(round));
                theirs.add(redis.run(round));
                ratios.add(theirs.getLast() / ours.getLast());
            }
        }
        Result.print(
                new Result(
                        arguments[7],
                        arguments[8],
                        Double.parseDouble(arguments[9]),
                        median(ratios),
                        median(ours),
                        median(theirs),
                        "ns"));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted)
                .skip((sorted.length - 1) / 2)
                .limit(2 - sorted.length % 2)
                .average()
                .orElseThrow();
    }
}
