package io.citybrain.http;

import io.citybrain.http.access.AuditTrail;
import io.citybrain.http.access.EntryLinks;
import io.citybrain.http.access.Person;
import io.citybrain.http.access.Role;
import io.citybrain.http.access.Sessions;
import io.citybrain.http.access.Tokens;
import io.citybrain.http.access.Users;
import io.citybrain.http.view.CityView;
import io.citybrain.influxdb.client.History;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: hears the city on MQTT, serves people over HTTP. Nothing that it holds is lost with it: the newest state is
 * retained by the broker, history is in the store. Photos and the audit trail are in its folder.
 */
public final class Door implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final int IDLE_MILLIS = 30_000;
    private static final int HEADER_BYTES = 16_384;
    private static final long LOOK_MILLIS = 10;

    private final DoorSettings settings;
    private final CityView view;
    private final History history;
    private final StoreWatch store;
    private final EventStream stream;
    private final Sessions sessions = new Sessions(Clock.systemUTC());
    private final AuditTrail audit;
    private final Gate gate;
    private final Pages pages = new Pages();
    private final Waits waits = new Waits();
    private final PhotoFolder photos;
    private final MapRoom map;
    private final CityLink link;
    private final Javalin server;

    private Door(DoorSettings settings) throws IOException {
        this.settings = settings;
        DoorSettings.People people = settings.people();
        Tokens tokens = people.oidc() == null
                ? null
                : Tokens.open(
                        people.oidc().issuer(),
                        people.oidc().audience(),
                        people.oidc().keys());
        Users users = people.users() == null ? null : Users.open(people.users());
        audit = AuditTrail.open(settings.folder().resolve("audit"), Clock.systemUTC());
        gate = new Gate(sessions, users, tokens, people.trustsProxy());
        view = new CityView(settings.city().roads());
        photos = PhotoFolder.open(settings.folder().resolve("photos"));
        map = new MapRoom(view, settings.city());
        history = settings.store() == null ? null : History.open(settings.store());
        store = new StoreWatch(history);
        stream = new EventStream(view, store::isThere);
        link = new CityLink(settings.broker(), settings.clientId(), view);
        Javalin made = Javalin.create(config -> configure(config, users));
        server = made;
    }

    /**
     * Opens the door.
     *
     * @throws IOException if it can't listen, or a file can't be read
     * @throws IllegalArgumentException if it would be open to everybody
     */
    public static Door open(DoorSettings settings) throws IOException {
        requireGuard(settings);
        Door door = new Door(settings);
        try {
            door.server.start(settings.host(), settings.port());
            door.stream.start();
            if (settings.people().entry() != null) {
                door.tellLinks();
            }
            return door;
        } catch (RuntimeException e) {
            door.close();
            throw new IOException(
                    "the door can't listen on " + settings.host() + ':' + settings.port() + ": " + e.getMessage(), e);
        }
    }

    private static void requireGuard(DoorSettings settings) throws IOException {
        DoorSettings.People people = settings.people();
        boolean isLocal = InetAddress.getByName(settings.host()).isLoopbackAddress();
        if (people.users() == null && people.oidc() == null && (people.entry() == null || !isLocal)) {
            throw new IllegalArgumentException("the door would let nobody in, or everybody: name users or an OpenID"
                    + " provider; one-time links alone do on 127.0.0.1 only");
        }
        if (people.entry() != null && !isLocal) {
            throw new IllegalArgumentException("one-time links do on 127.0.0.1 only, not on " + settings.host());
        }
    }

    private EntryLinks links;

    private void tellLinks() {
        String base = "http://localhost:" + port() + "/enter?token=";
        links = new EntryLinks(
                sessions,
                new Person("demo", Role.ADMINISTRATOR, null),
                token -> settings.people().entry().accept(base + token));
    }

    private void configure(JavalinConfig config, Users users) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Answers compress themselves: Javalin would hold back events.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = PhotoRoom.MOST_BYTES + 1L;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setRequestHeaderSize(HEADER_BYTES);
        });
        config.jetty.addConnector((jetty, http) -> {
            ServerConnector connector =
                    new ServerConnector(jetty, new org.eclipse.jetty.server.HttpConnectionFactory(http));
            connector.setHost(settings.host());
            connector.setPort(settings.port());
            connector.setIdleTimeout(IDLE_MILLIS);
            return connector;
        });
        Shell.of(config, gate, settings.people().allowedOrigin(), pages);
        openRooms(config, users);
    }

    private void openRooms(JavalinConfig config, Users users) {
        Commands commands = new Commands(link, gate, audit);
        List<Room> rooms = List.of(
                new SessionRoom(gate, sessions, users, () -> links, audit),
                new EventRoom(stream),
                new SensorRoom(view),
                new HistoryRoom(view, history),
                new AlertRoom(view, commands),
                new IncidentRoom(view, commands, photos),
                new PhotoRoom(photos, commands),
                new MissionRoom(
                        view,
                        link,
                        commands,
                        waits,
                        new Estimates(settings.city().roads())),
                new RegistryRoom(view, link, commands, waits),
                map,
                new AuditRoom(audit),
                new InterfaceRoom(),
                new HealthRoom(view, store::isThere));
        for (Room room : rooms) {
            room.openAll((endpoint, handler) ->
                    config.routes.addHttpHandler(endpoint.method(), endpoint.path(), handler, endpoint));
        }
        config.routes.addHttpHandler(
                Endpoint.SEE_PAGE.method(), Endpoint.SEE_PAGE.path(), this::page, Endpoint.SEE_PAGE);
    }

    private void page(Context context) {
        if (!pages.answer(context)) {
            throw Problem.missing("page", context.path());
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** Waits until the retained state of the city is complete. False if that took longer. */
    public boolean awaitComplete(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!view.isComplete()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** Pages that listen to events now. */
    public int screens() {
        return stream.clients();
    }

    @Override
    public void close() {
        stream.close();
        store.close();
        waits.close();
        try {
            if (server != null) {
                server.stop();
            }
        } catch (RuntimeException e) {
            LOG.warn("the server did not stop in order", e);
        }
        link.close();
        if (history != null) {
            history.close();
        }
    }
}
