package io.citybrain.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code deploy/demo}: the command line. */
@Command(
        name = "deploy/demo",
        mixinStandardHelpOptions = true,
        version = "City Brain 0.1.0",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Starts the whole city in one process: MQTT broker, Flink, time-series store, the sensing job, and a simulated"
                    + " district of 2,000 manhole covers, 60 water gauges and 40 traffic signals with injected faults.",
            "在一个进程里启动整个城市：MQTT 消息服务、Flink、时序数据库、感知作业，以及带故障注入的模拟城区。",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that had to be seen was seen, and nothing else",
            "1:a fault was missed, an alert was false, a frame did not match",
            "2:the command line is wrong",
            "3:the city could not start or go on; the message says why and what to do"
        })
public final class CityMain implements Callable<Integer> {
    private static final int CANNOT_GO_ON = 3;
    /** A stopped run may take so long until all is stored. */
    private static final long STOP_SECONDS = 60;

    @Mixin
    private CityOptions options;

    private final Terminal.Streams streams;

    private CityMain(Terminal.Streams streams) {
        this.streams = streams;
    }

    /** Libraries that print must not disturb the calm terminal: only this command writes to it; their logs
     * are in the log file. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = System.err;
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        CommandLine command = new CommandLine(new CityMain(new Terminal.Streams(out, err)))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(CityMain::complain);
        int code = command.execute(arguments);
        out.flush();
        // Flink, the broker and the store leave threads behind; the process ends all the same.
        Runtime.getRuntime().halt(code);
    }

    private static int complain(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(mistake.getMessage());
        command.getErr().println("deploy/demo --help lists all options / 列出全部选项");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(streams, Words.of(options.language()));
        CitySettings settings = options.settings();
        City city = new City(settings, terminal);
        try (city) {
            stopOnSignal(city);
            return city.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError | ServiceConfigurationError e) {
            // The errors: a class path that was put together wrongly must not end in silence.
            complain(e, city, terminal);
        }
        return CANNOT_GO_ON;
    }

    /** What fails because a start was given up needs no words. */
    private static void complain(Throwable e, City city, Terminal terminal) {
        if (System.getProperty(City.LOG_FILE) != null) {
            LoggerFactory.getLogger(CityMain.class).error("the city ended", e);
        }
        if (!city.isStopped()) {
            terminal.error(e instanceof CityException known ? known.say(terminal.words()) : Causes.describe(e));
        }
    }

    /** Ctrl-C and SIGTERM: the run ends in good order and tells what came of it. */
    private void stopOnSignal(City city) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(city, main), "stop"));
    }

    private static void stop(City city, Thread main) {
        city.stop();
        try {
            main.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
