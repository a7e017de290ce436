package io.citybrain.http.access;

import java.util.function.Consumer;

/** Links that let one browser in, each once. When one has been used, the next is made known. Thread-safe. */
public final class EntryLinks {
    private final Sessions sessions;
    private final Person person;
    private final Consumer<String> tell;
    private String token;

    /**
     * Makes the first token known.
     *
     * @param person who comes in by a link
     * @param tell hears each new token
     */
    public EntryLinks(Sessions sessions, Person person, Consumer<String> tell) {
        this.sessions = sessions;
        this.person = person;
        this.tell = tell;
        this.token = sessions.newToken();
        tell.accept(token);
    }

    /** The token of a session, or null if this link is not valid (any more). */
    public synchronized String enter(String offered) {
        if (offered == null || !Secrets.areEqual(token, offered)) {
            return null;
        }
        token = sessions.newToken();
        tell.accept(token);
        return sessions.begin(person, false);
    }
}
