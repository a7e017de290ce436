package io.citybrain.http;

import io.citybrain.http.view.Part;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** Live events. */
final class EventRoom implements Room {
    private final EventStream stream;

    EventRoom(EventStream stream) {
        this.stream = stream;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.SEE_EVENTS, this::listen);
    }

    private void listen(Context context) {
        Set<Part> parts = Part.find(context.queryParam("parts"));
        if (parts == null) {
            throw Problem.fault(
                    "parts",
                    "unknown",
                    "must be some of sensors, alerts, incidents, missions, signals, flow,"
                            + " ambulances, crews, figures");
        }
        boolean gzip = Answers.acceptsGzip(context);
        HttpServletResponse response = context.res();
        EndPoint end = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        EventClient client = new EventClient(parts, gzip, new Line(response, gzip, end));
        String lastId = context.header("Last-Event-ID");
        // The writer begins when the answer is asynchronous, not before.
        context.future(() -> {
            stream.add(client, lastId == null ? context.queryParam("lastEventId") : lastId);
            return client.done();
        });
    }

    private record Line(HttpServletResponse response, boolean gzip, EndPoint end) implements EventClient.Line {
        @Override
        public OutputStream open() throws IOException {
            response.setContentType("text/event-stream; charset=utf-8");
            response.setHeader("Cache-Control", "no-store");
            // Proxies must pass events on as they come.
            response.setHeader("X-Accel-Buffering", "no");
            response.setHeader("Connection", "close");
            if (gzip) {
                response.setHeader("Content-Encoding", "gzip");
                response.setHeader("Vary", "Accept-Encoding");
            }
            response.flushBuffer();
            return response.getOutputStream();
        }

        @Override
        public void cut() {
            end.close();
        }
    }
}
