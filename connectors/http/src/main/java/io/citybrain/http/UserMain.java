package io.citybrain.http;

import io.citybrain.http.access.Person;
import io.citybrain.http.access.Role;
import io.citybrain.http.access.Users;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code deploy/door user add|remove|list}: the file of users. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Adds, removes and lists users; there is no default password / 管理用户。")
final class UserMain {
    private static final int CANNOT_CHANGE = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            defaultValue = "door-users.json",
            scope = ScopeType.INHERIT,
            description = "The file of users / 用户文件。Default: ${DEFAULT-VALUE}")
    private Path file;

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Adds a user, or changes role and password. The password is asked for, or the first line of the"
                            + " input / 添加或修改用户，口令从提示或标准输入读取。")
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "viewer, operator, dispatcher, crew or administrator / 角色。")
                    String word,
            @Option(names = "--crew", paramLabel = "CREW", description = "Of role crew: which one / 班组。") String crew)
            throws IOException {
        Role role = Role.find(word);
        if (role == null) {
            return complain("--role " + word + ": must be viewer, operator, dispatcher, crew or administrator");
        }
        char[] password = readPassword();
        try {
            Users.openOrNew(file).add(new Person(name, role, crew), password);
            say(name + " is a " + word + " in " + file + " / 已写入");
            return 0;
        } catch (IllegalArgumentException e) {
            return complain(e.getMessage());
        } catch (IOException e) {
            say(e.getMessage());
            return CANNOT_CHANGE;
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a user / 删除用户。")
    int remove(@Parameters(paramLabel = "NAME") String name) throws IOException {
        if (!Users.openOrNew(file).remove(name)) {
            return complain("there is no user " + name + " in " + file);
        }
        say(name + " is removed from " + file + "; running doors know at once / 已删除");
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users / 列出用户。")
    int list() throws IOException {
        Users.openOrNew(file).names().forEach(this::say);
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // on Java 17 there is none where the input is no terminal
    private static char[] readPassword() throws IOException {
        Console console = System.console();
        if (console != null) {
            char[] given = console.readPassword("Password / 口令: ");
            return given == null ? new char[0] : given;
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = input.readLine();
        return line == null ? new char[0] : line.toCharArray();
    }

    private int complain(String what) {
        spec.commandLine().getErr().println(what);
        return spec.exitCodeOnInvalidInput();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
