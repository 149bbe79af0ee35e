package io.cairn.bench.suite;

import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.report.Report;
import io.cairn.bench.suite.workload.Turn;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A round in a process of its own; it prints a line for each measurement. Stateless. */
public final class RoundProcess {

    static final String MARK = "RESULT ";

    /** The word behind the round's that says that turns are given. */
    static final String IN_TURNS = "in-turns";

    private RoundProcess() {}

    /**
     * Runs a round.
     *
     * @param arguments the round's, and perhaps that it works in turns
     * @throws IOException when nobody gives turns
     */
    public static void main(String[] arguments) throws IOException {
        Round round = Round.parse(arguments);
        Turn turn = Turn.ALONE;
        if (IN_TURNS.equals(arguments[arguments.length - 1])) {
            Baton baton = new Baton(System.in, System.out);
            baton.await();
            turn = baton;
        }
        Throwable failure =
                run(
                        round,
                        round.store()::open,
                        turn,
                        measured -> System.out.println(MARK + measured.toJson()));
        System.out.flush();
        if (failure != null) {
            failure.printStackTrace();
        }
        System.exit(failure == null ? 0 : 1);
    }

    /** Runs a round; a failure becomes a measurement, and is returned. */
    static @Nullable Throwable run(
            Round round, ScenarioRound.Opening opening, Turn turn, Consumer<Measurement> out) {
        ScenarioRound scenario = new ScenarioRound(round, opening, turn, out);
        boolean crashing = round.scenario().kind() == Scenario.Kind.CRASHING;
        try {
            if (crashing) {
                new CrashRound(round, turn, out).run();
            } else {
                scenario.run();
            }
            return null;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            Measurement.Subject at =
                    crashing ? round.scenario().subject(Scenario.RECOVERY, 1) : scenario.at();
            out.accept(
                    Measurement.skipped(
                            at, round.store().word(), round.number(), Report.FAILED + e));
            return e;
        }
    }
}
