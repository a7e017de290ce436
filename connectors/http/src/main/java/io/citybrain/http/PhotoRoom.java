package io.citybrain.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citybrain.http.view.Documents;
import io.javalin.http.Context;
import java.io.IOException;

/** Photos of crews: in, and out again. */
final class PhotoRoom implements Room {
    static final int MOST_BYTES = 10 << 20;

    private final PhotoFolder photos;
    private final Commands commands;

    PhotoRoom(PhotoFolder photos, Commands commands) {
        this.photos = photos;
        this.commands = commands;
    }

    @Override
    public void openAll(Doors doors) {
        doors.open(Endpoint.ADD_PHOTO, this::add);
        doors.open(Endpoint.SEE_PHOTO, this::see);
    }

    private void add(Context context) throws IOException {
        byte[] bytes = Body.bytes(context, MOST_BYTES);
        PhotoFolder.Format format = PhotoFolder.findFormat(bytes);
        if (format == null) {
            throw Problem.of(415, "not-a-photo", "send a picture: JPEG, PNG or WebP");
        }
        String id = photos.add(bytes, format);
        commands.audit(context, "photo", "photo " + id, "accepted");
        ObjectNode json = Documents.MAPPER.createObjectNode();
        json.put("photo", id).put("bytes", bytes.length).put("type", format.type());
        Answers.json(context.status(201), json);
    }

    private void see(Context context) throws IOException {
        String id = context.pathParam("photo");
        byte[] bytes = photos.find(id);
        if (bytes == null) {
            throw Problem.missing("photo", id);
        }
        context.contentType(PhotoFolder.findFormat(bytes).type())
                .header("Cache-Control", "private, max-age=31536000, immutable")
                .header("Content-Disposition", "inline")
                .result(bytes);
    }
}
