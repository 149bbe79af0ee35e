package io.cairn.vectors.grpc.cli;

import io.cairn.error.CairnException;
import picocli.CommandLine;

/** The command as a program of its own. Stateless. */
final class Program {

    static final int FAILED = 3;

    private Program() {}

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(GrpcServerCommand.spec(System.out, System.err));
        line.setExecutionExceptionHandler((e, _, _) -> {
            System.err.println(e.getMessage());
            return e instanceof CairnException ? FAILED : 70;
        });
        System.exit(line.execute(arguments));
    }
}
