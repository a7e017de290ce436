package io.citybrain.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.http.access.AuditTrail;
import io.citybrain.http.access.EntryLinks;
import io.citybrain.http.access.Person;
import io.citybrain.http.access.RateLimit;
import io.citybrain.http.access.Role;
import io.citybrain.http.access.Sessions;
import io.citybrain.http.access.Users;
import io.citybrain.http.view.Documents;
import io.citybrain.wire.Instants;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.function.Supplier;

/** Signing in and out. */
final class SessionRoom implements Room {
    private static final int COOKIE_SECONDS = (int) Duration.ofHours(12).toSeconds();
    private static final int MOST_PASSWORD_CHARACTERS = 256;

    private final Gate gate;
    private final Sessions sessions;
    private final Users users;
    private final Supplier<EntryLinks> links;
    private final AuditTrail audit;
    /** Ten in a row, then one in six seconds. */
    private final RateLimit byAddress = new RateLimit(10, 1 / 6.0, System::nanoTime);

    private final RateLimit byName = new RateLimit(10, 1 / 6.0, System::nanoTime);

    /**
     * Makes the room.
     *
     * @param users null: nobody signs in by password
     * @param links gives null where there are none
     */
    SessionRoom(Gate gate, Sessions sessions, Users users, Supplier<EntryLinks> links, AuditTrail audit) {
        this.gate = gate;
        this.sessions = sessions;
        this.users = users;
        this.links = links;
        this.audit = audit;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_SESSION, context -> answer(context, Caller.of(context)));
        doors.open(Endpoint.SIGN_IN, this::signIn);
        doors.open(Endpoint.SIGN_OUT, this::signOut);
        doors.open(Endpoint.ENTER, this::enter);
    }

    private static void answer(Context context, Caller caller) {
        Person person = caller.person();
        ObjectNode json = Documents.MAPPER.createObjectNode();
        json.put("user", person.name());
        json.put("name", person.name());
        json.put("role", person.role().word());
        if (person.crew() != null) {
            json.put("crew", person.crew());
        }
        var rights = json.putArray("rights");
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.changes() && endpoint.access().allows(person.role())) {
                rights.add(endpoint.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            }
        }
        json.put("expiresAt", Instants.format(caller.expiresAtMillis()));
        Answers.json(context, json);
    }

    private void signIn(Context context) throws InterruptedException {
        String address = gate.address(context);
        limit(byAddress.take(address));
        if (context.header("X-City-Brain") == null) {
            throw Problem.of(403, "not-our-page", "send the header X-City-Brain: 1 with what changes something");
        }
        Body body = Body.read(context);
        String name = body.id("user");
        String password = body.text("password", MOST_PASSWORD_CHARACTERS);
        body.check();
        limit(byName.take(name));
        if (users == null) {
            throw Problem.of(403, "no-passwords", "nobody signs in by password here");
        }
        Person person = users.find(name, password);
        if (person == null) {
            audit.write(new AuditTrail.Entry(name, Role.VIEWER, address, "sign-in", name, "wrong"));
            throw Problem.of(401, "wrong-password", "user and password do not belong together");
        }
        String token = sessions.begin(person, true);
        audit.write(new AuditTrail.Entry(person.name(), person.role(), address, "sign-in", name, "accepted"));
        setCookie(context, token, COOKIE_SECONDS);
        answer(context, new Caller(person, token, sessions.find(token).expiresAtMillis()));
    }

    private static void limit(int seconds) {
        if (seconds > 0) {
            throw Problem.tooMany(seconds);
        }
    }

    private void signOut(Context context) {
        Caller caller = Caller.of(context);
        if (caller.cookie() != null) {
            sessions.end(caller.cookie());
        }
        setCookie(context, "", 0);
        context.status(204);
    }

    /** The link is used up, and the page comes without it in its address. */
    private void enter(Context context) {
        boolean isInside = Caller.of(context).person() != null;
        String token = links.get() == null ? null : links.get().enter(context.queryParam("token"));
        if (token != null) {
            audit.write(new AuditTrail.Entry(
                    "demo", Role.ADMINISTRATOR, gate.address(context), "enter", "one-time link", "accepted"));
            setCookie(context, token, COOKIE_SECONDS);
        } else if (!isInside) {
            limit(byAddress.take(gate.address(context)));
            context.status(303).header("Location", "/?link=used");
            return;
        }
        String to = context.queryParam("to");
        boolean isPage = "/dispatch".equals(to) || "/crew".equals(to);
        context.status(303).header("Location", isPage ? to : "/");
    }

    private void setCookie(Context context, String token, int seconds) {
        Cookie cookie = new Cookie(Gate.COOKIE, token);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(gate.isSecure(context));
        cookie.setSameSite(SameSite.STRICT);
        context.cookie(cookie).header("Cache-Control", "no-store");
    }
}
