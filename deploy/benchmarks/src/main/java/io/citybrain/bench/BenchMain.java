package io.citybrain.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code deploy/bench}: the command line. */
@Command(
        name = "deploy/bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures City Brain: prints a table for people and a last line RESULT {json} for programs.",
            "测量 City Brain：给人看的表格，以及最后一行供程序读取的 RESULT {json}。",
            ""
        },
        subcommands = {
            Delivery.class,
            Throughput.class,
            CoreCommand.class,
            MicroCommand.class,
            GreenwaveCommand.class,
            IncidentsCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and what must hold held",
            "1:measured, and something that must hold did not (lost or doubled messages)",
            "2:the command line is wrong",
            "3:could not be measured here; the message says why and how to mend it"
        })
final class BenchMain implements Runnable {
    private static final int CANNOT_MEASURE = 3;

    private final CommandLine self;

    private BenchMain() {
        self = new CommandLine(this);
    }

    public static void main(String[] arguments) {
        CommandLine command = new BenchMain().self;
        int code = command.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(BenchMain::complain)
                .execute(arguments);
        // Clients and servers in this JVM may leave threads behind; the measurement is over.
        Runtime.getRuntime().halt(code);
    }

    private static int complain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof CannotMeasure) {
            command.getErr().println(failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        return CANNOT_MEASURE;
    }

    @Override
    public void run() {
        self.usage(self.getOut());
    }
}
