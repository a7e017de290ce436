package io.citybrain.http;

import io.javalin.http.Handler;

/** Some routes that belong together. */
interface Room {
    /** Takes the handler of a route. */
    interface Doors {
        void open(Endpoint endpoint, Handler handler);
    }

    void openAll(Doors doors);
}
