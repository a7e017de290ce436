package io.citybrain.standalone;

import java.util.Arrays;

/** The city can't start or go on. The message is for people, in their language: what, where, what to do. */
final class CityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String[] arguments;

    /**
     * One that people can do something about.
     *
     * @param key of the message in the words, such as {@code error.port}
     * @param arguments as they are shown: a port is 1883, never 1,883
     */
    CityException(String key, Object... arguments) {
        this((Throwable) null, key, arguments);
    }

    private CityException(Throwable cause, String key, Object... arguments) {
        super(cause);
        this.key = key;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    }

    static CityException because(Throwable cause, String key, Object... arguments) {
        return new CityException(cause, key, arguments);
    }

    String say(Words words) {
        return words.say(key, (Object[]) arguments);
    }

    /** In English, for the log. */
    @Override
    public String getMessage() {
        return say(Words.of("en"));
    }
}
