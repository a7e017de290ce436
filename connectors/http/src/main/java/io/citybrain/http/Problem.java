package io.citybrain.http;

import java.util.List;

/** A request that can't be served, told by RFC 9457. The page translates the code. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong with one field. */
    record Fault(String field, String code, String detail) {}

    private final int status;
    private final String code;
    private final transient List<Fault> faults;
    private final String state;
    private final int retrySeconds;

    private Problem(int status, String code, String detail, List<Fault> faults, String state, int retrySeconds) {
        // Told to the caller, not logged: a stack trace would cost more than the answer.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.faults = faults;
        this.state = state;
        this.retrySeconds = retrySeconds;
    }

    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), null, 0);
    }

    /** 400 with all that is wrong. */
    static Problem faults(List<Fault> faults) {
        StringBuilder detail = new StringBuilder();
        for (Fault fault : faults) {
            detail.append(detail.isEmpty() ? "" : "; ")
                    .append(fault.field())
                    .append(' ')
                    .append(fault.detail());
        }
        return new Problem(400, "invalid", detail.toString(), List.copyOf(faults), null, 0);
    }

    static Problem fault(String field, String code, String detail) {
        return faults(List.of(new Fault(field, code, detail)));
    }

    /** 404. */
    static Problem missing(String what, String id) {
        return of(404, "not-found", "there is no " + what + " " + id);
    }

    /** 409: the city said no. */
    static Problem refused(String reason, String state) {
        return new Problem(409, code(reason), reason, List.of(), state, 0);
    }

    /** 429. */
    static Problem tooMany(int seconds) {
        return new Problem(
                429, "too-many", "too many requests: try again in " + seconds + " s", List.of(), null, seconds);
    }

    /** A reason that is one word of small letters is a code; a sentence is not. */
    private static String code(String reason) {
        return reason != null && reason.matches("[a-z][a-z0-9-]{0,63}") ? reason : "refused";
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    List<Fault> faults() {
        return faults;
    }

    String state() {
        return state;
    }

    /** Seconds to wait, or 0. */
    int retrySeconds() {
        return retrySeconds;
    }
}
