package io.citybrain.http;

import io.citybrain.http.access.RateLimit;
import io.citybrain.http.access.Sessions;
import io.citybrain.http.access.Tokens;
import io.citybrain.http.access.Users;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;

/**
 * What each request passes: who asks, whether they may, whether the page that asks is ours, whether they ask too much.
 */
final class Gate {
    static final String COOKIE = "city-brain";
    private static final String BEARER = "Bearer ";
    /** A page of another site can't set it without our leave. */
    private static final String OWN_PAGE = "X-City-Brain";

    private static final int MOST_TOKEN_CHARACTERS = 8_192;

    private final Sessions sessions;
    private final Users users;
    private final Tokens tokens;
    private final boolean trustsProxy;
    private final RateLimit requests = new RateLimit(500, 100, System::nanoTime);
    private final RateLimit changes = new RateLimit(60, 2, System::nanoTime);

    /** Without users or without tokens of an OpenID provider, which are null then, nobody comes in by these. */
    Gate(Sessions sessions, Users users, Tokens tokens, boolean trustsProxy) {
        this.sessions = sessions;
        this.users = users;
        this.tokens = tokens;
        this.trustsProxy = trustsProxy;
    }

    /** Before a route. @throws Problem if it may not go on */
    void pass(Context context) {
        limit(requests.take(address(context)));
        Endpoint endpoint = endpoint(context);
        Caller caller = caller(context, endpoint);
        caller.keepIn(context);
        if (endpoint == null || endpoint.access() == Access.OPEN) {
            return;
        }
        if (caller.person() == null) {
            throw Problem.of(401, "sign-in", "sign in, or send a valid token: Authorization: Bearer …");
        }
        if (!endpoint.access().allows(caller.person().role())) {
            throw Problem.of(
                    403,
                    "not-allowed",
                    "a " + caller.person().role().word() + " may not do this: "
                            + context.method().name() + ' ' + endpoint.path());
        }
        if (endpoint.changes()) {
            if (caller.cookie() != null && context.header(OWN_PAGE) == null) {
                throw Problem.of(
                        403, "not-our-page", "send the header " + OWN_PAGE + ": 1 with what changes something");
            }
            limit(changes.take(caller.person().name()));
        }
    }

    private static void limit(int seconds) {
        if (seconds > 0) {
            throw Problem.tooMany(seconds);
        }
    }

    /** The route's row in the table of rights, or null for a path that has none. */
    static Endpoint endpoint(Context context) {
        for (RouteRole role : context.routeRoles()) {
            if (role instanceof Endpoint endpoint) {
                return endpoint;
            }
        }
        return null;
    }

    private Caller caller(Context context, Endpoint endpoint) {
        String authorization = context.header("Authorization");
        if (authorization != null && authorization.startsWith(BEARER)) {
            return bearer(authorization.substring(BEARER.length()).strip(), endpoint);
        }
        String cookie = context.cookie(COOKIE);
        Sessions.Session session = sessions.find(cookie);
        boolean isOver = session == null || (session.isOfUser() && (users == null || !users.has(session.person())));
        return isOver ? Caller.NOBODY : new Caller(session.person(), cookie, session.expiresAtMillis());
    }

    private Caller bearer(String token, Endpoint endpoint) {
        Tokens.Known known = tokens == null || token.length() > MOST_TOKEN_CHARACTERS ? null : tokens.find(token);
        if (known == null) {
            if (endpoint != null && endpoint.access() == Access.OPEN) {
                return Caller.NOBODY;
            }
            throw Problem.of(401, "bad-token", "the token is not valid (any more), or not for this door");
        }
        return new Caller(known.person(), null, known.expiresAtMillis());
    }

    /** Where a request comes from. */
    String address(Context context) {
        String forwarded = trustsProxy ? context.header("X-Forwarded-For") : null;
        if (forwarded == null) {
            return context.req().getRemoteAddr();
        }
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    boolean isSecure(Context context) {
        return "https".equals(trustsProxy ? context.header("X-Forwarded-Proto") : context.scheme());
    }
}
