package io.citybrain.http.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of users for small installations: {@code {"users":[{"name","role","crew"?,"hash"}]}}. Read again when it has
 * changed; one that has become unreadable lets nobody new in and says so in the log. Thread-safe.
 */
public final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");
    public static final int FEWEST_PASSWORD_CHARACTERS = 10;
    private static final int MOST_PASSWORD_CHARACTERS = 256;
    /** Each needs 19 MiB for some 50 ms: more at once would be a way to fill the memory. */
    private static final int MOST_CHECKS_AT_ONCE = 2;

    private final Path file;
    private final Semaphore checks = new Semaphore(MOST_CHECKS_AT_ONCE);
    private final SecureRandom random = new SecureRandom();
    /** Compared with where there is no such user, so that the time tells nothing. */
    private final String nobody = PasswordHash.of("nobody has this password".toCharArray(), random);

    private Map<String, User> users = Map.of();
    private FileTime readAt;

    private record User(Person person, String hash) {}

    private Users(Path file) {
        this.file = file;
    }

    /** Opens a file that is there. @throws IOException naming all that is wrong with it */
    public static Users open(Path file) throws IOException {
        Users users = new Users(file);
        users.users = users.read();
        users.readAt = Files.getLastModifiedTime(file);
        return users;
    }

    /** Opens a file to change it; one that is not there is made by the first {@link #add}. */
    public static Users openOrNew(Path file) throws IOException {
        return Files.exists(file) ? open(file) : new Users(file);
    }

    /** The names. */
    public synchronized List<String> names() {
        refresh();
        return List.copyOf(users.keySet());
    }

    /** True if somebody of this name still has this role and crew. */
    public synchronized boolean has(Person person) {
        refresh();
        User user = users.get(person.name());
        return user != null && user.person().equals(person);
    }

    /** Who has this name and password, or null. Waits while others are checked. */
    public Person find(String name, String password) throws InterruptedException {
        User user;
        synchronized (this) {
            refresh();
            user = users.get(name);
        }
        boolean isRight;
        checks.acquire();
        try {
            char[] given = password.length() > MOST_PASSWORD_CHARACTERS ? new char[0] : password.toCharArray();
            isRight = PasswordHash.matches(given, user == null ? nobody : user.hash());
        } finally {
            checks.release();
        }
        return isRight && user != null ? user.person() : null;
    }

    private void refresh() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(readAt)) {
                users = read();
                readAt = changed;
            }
        } catch (NoSuchFileException e) {
            users = Map.of();
            readAt = null;
        } catch (IOException e) {
            LOG.error("the users could not be read again: {}", e.getMessage());
        }
    }

    private Map<String, User> read() throws IOException {
        List<String> faults = new ArrayList<>();
        Map<String, User> read = new LinkedHashMap<>();
        JsonNode list = MAPPER.readTree(file.toFile()).path("users");
        if (!list.isArray()) {
            faults.add("has no list \"users\"");
        }
        for (JsonNode node : list) {
            read(node, read, faults);
        }
        if (!faults.isEmpty()) {
            throw new IOException(file + ": " + String.join("; ", faults));
        }
        return read;
    }

    private static void read(JsonNode node, Map<String, User> read, List<String> faults) {
        String name = node.path("name").asText();
        String hash = node.path("hash").asText();
        String crew = node.hasNonNull("crew") ? node.path("crew").asText() : null;
        Role role = Role.find(node.path("role").asText());
        String fault = findFault(name, role, crew);
        if (fault == null) {
            fault = PasswordHash.findFault(hash);
        }
        if (fault == null && read.put(name, new User(new Person(name, role, crew), hash)) != null) {
            fault = "is there twice";
        }
        if (fault != null) {
            faults.add("user \"" + name + "\" " + fault);
        }
    }

    private static String findFault(String name, Role role, String crew) {
        if (!NAME.matcher(name).matches()) {
            return "has a name that is not 1 to 64 letters, digits, . _ @ -";
        }
        if (role == null) {
            return "has no role: viewer, operator, dispatcher, crew or administrator";
        }
        return role == Role.CREW && (crew == null || crew.isBlank()) ? "is of a crew that is not named" : null;
    }

    /**
     * Adds somebody, or changes role and password.
     *
     * @throws IllegalArgumentException if name, role or password will not do
     */
    public synchronized void add(Person person, char[] password) throws IOException {
        String fault = findFault(person.name(), person.role(), person.crew());
        if (fault != null) {
            throw new IllegalArgumentException("user \"" + person.name() + "\" " + fault);
        }
        if (password.length < FEWEST_PASSWORD_CHARACTERS || password.length > MOST_PASSWORD_CHARACTERS) {
            throw new IllegalArgumentException("a password has " + FEWEST_PASSWORD_CHARACTERS + " to "
                    + MOST_PASSWORD_CHARACTERS + " characters, this one has " + password.length);
        }
        Map<String, User> changed = new LinkedHashMap<>(users);
        changed.put(person.name(), new User(person, PasswordHash.of(password, random)));
        write(changed);
    }

    /** False if there was nobody of that name. */
    public synchronized boolean remove(String name) throws IOException {
        Map<String, User> changed = new LinkedHashMap<>(users);
        boolean wasThere = changed.remove(name) != null;
        if (wasThere) {
            write(changed);
        }
        return wasThere;
    }

    /** To a new file that then takes the place of the old one, readable by its owner alone. */
    private void write(Map<String, User> changed) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        for (User user : changed.values()) {
            ObjectNode node = root.withArray("/users").addObject();
            node.put("name", user.person().name());
            node.put("role", user.person().role().word());
            if (user.person().crew() != null) {
                node.put("crew", user.person().crew());
            }
            node.put("hash", user.hash());
        }
        if (changed.isEmpty()) {
            root.putArray("users");
        }
        Path target = file.toAbsolutePath();
        Path next = Files.createTempFile(
                target.getParent(),
                "users",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, MAPPER.writeValueAsString(root) + "\n");
        Files.move(next, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        users = changed;
        readAt = Files.getLastModifiedTime(file);
    }
}
