package io.citybrain.http;

import io.citybrain.http.access.Person;
import io.javalin.http.Context;

/**
 * Who asks, and how they were known.
 *
 * @param person null: nobody
 * @param cookie the session's token; null if they came with a token of an OpenID provider
 * @param expiresAtMillis when it ends, epoch milliseconds
 */
record Caller(Person person, String cookie, long expiresAtMillis) {
    private static final String ATTRIBUTE = "caller";
    static final Caller NOBODY = new Caller(null, null, 0);

    void keepIn(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    static Caller of(Context context) {
        Caller caller = context.attribute(ATTRIBUTE);
        return caller == null ? NOBODY : caller;
    }

    /** Who asks, on a route that needs somebody. */
    static Person person(Context context) {
        Person person = of(context).person();
        if (person == null) {
            throw Problem.of(401, "sign-in", "sign in first");
        }
        return person;
    }
}
