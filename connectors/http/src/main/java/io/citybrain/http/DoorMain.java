package io.citybrain.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deploy/door}: the command line. */
@Command(
        name = "deploy/door",
        mixinStandardHelpOptions = true,
        version = "City Brain 0.1.0",
        sortOptions = false,
        usageHelpWidth = 110,
        subcommands = UserMain.class,
        description = {
            "Opens the door for people: screens at /, /dispatch and /crew, REST and live events below /api/v1. It hears the"
                    + " city on MQTT and reads history from the store; it may stop and start at any time.",
            "为人打开大门：大屏、调度台、班组页面与接口。数据来自 MQTT 与时序数据库，可随时启停。",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by SIGTERM or Ctrl-C",
            "2:the command line is wrong",
            "3:it can't open; the message says why and what to do"
        })
public final class DoorMain implements Callable<Integer> {
    private static final int CANNOT_OPEN = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DoorOptions options;

    public static void main(String[] arguments) {
        int code = new CommandLine(new DoorMain()).execute(arguments);
        // On SIGTERM the JVM would end with 143 although all is in order.
        Runtime.getRuntime().halt(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, main), "stop"));
        try (Door door = Door.open(options.settings(this::tellLink))) {
            say("http://localhost:" + door.port() + "  open / 已打开");
            stopped.await();
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("deploy/door --help lists all options / 列出全部选项");
            return spec.exitCodeOnInvalidInput();
        } catch (IOException e) {
            err.println(e.getMessage());
            return CANNOT_OPEN;
        }
    }

    private static void stop(CountDownLatch stopped, Thread main) {
        stopped.countDown();
        try {
            main.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellLink(String link) {
        say("enter once / 一次性入口  " + link);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
