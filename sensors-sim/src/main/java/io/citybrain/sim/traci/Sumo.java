package io.citybrain.sim.traci;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A running SUMO simulation. One step is one round trip: what is to be set is collected and sent with the step, what is
 * subscribed to comes back with it. Not thread-safe; several simulations side by side are fine.
 */
public final class Sumo implements AutoCloseable {
    private static final int CMD_VERSION = 0x00;
    private static final int CMD_STEP = 0x02;
    private static final int CMD_CLOSE = 0x7f;
    /** TraCI's reason for a removal: vaporized. */
    private static final int REMOVED_BY_US = 3;

    private static final double FOR_EVER = 1e9;
    private static final double NO_TIME = -1073741824.0;

    private final SumoProcess process;
    private final DataInputStream in;
    private final OutputStream out;
    private final CommandWriter commands = new CommandWriter();
    private final List<String> waiting = new ArrayList<>();
    private final Map<Domain, Map<String, Values>> news = new EnumMap<>(Domain.class);
    private final Map<String, Map<String, Values>> around = new LinkedHashMap<>();

    private Sumo(SumoProcess process) throws IOException {
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.socket().getInputStream(), 1 << 16));
        this.out = process.socket().getOutputStream();
        for (Domain domain : Domain.values()) {
            news.put(domain, new LinkedHashMap<>());
        }
    }

    /**
     * Starts SUMO and connects to it.
     *
     * @param program such as {@code sumo} or {@code /usr/bin/sumo}
     * @param options SUMO's own, such as {@code -c city.sumocfg --seed 5}
     * @param log file for what SUMO says
     * @throws TraciException if it can't be started; the message holds SUMO's own reason
     */
    public static Sumo start(String program, List<String> options, Path log) {
        SumoProcess process = SumoProcess.start(program, options, log);
        try {
            Sumo sumo = new Sumo(process);
            sumo.begin(CMD_VERSION, "tell its version");
            sumo.exchange();
            return sumo;
        } catch (IOException e) {
            process.close();
            throw new TraciException("SUMO closed its connection: " + process.lastWords(), e);
        }
    }

    private CommandWriter begin(int command, String what) {
        waiting.add(what);
        return commands.begin(command);
    }

    /** Sends what waits; the reader stands behind the last command's status. */
    private ResponseReader exchange() {
        ResponseReader response = send();
        for (String what : waiting) {
            response.expectOk(what);
        }
        waiting.clear();
        return response;
    }

    private ResponseReader send() {
        try {
            out.write(commands.take());
            out.flush();
            byte[] message = new byte[in.readInt() - Integer.BYTES];
            in.readFully(message);
            return new ResponseReader(message);
        } catch (IOException e) {
            throw new TraciException("SUMO ended: " + process.lastWords(), e);
        }
    }

    /** Sends what waits to be set, now rather than with the next step. */
    public void flush() {
        if (!waiting.isEmpty()) {
            exchange();
        }
    }

    /** Goes one step on, or as many as it takes to come to a time (seconds of the simulation). */
    public void stepTo(double untilSeconds) {
        begin(CMD_STEP, "go on").number(untilSeconds);
        news.values().forEach(Map::clear);
        around.clear();
        readSubscriptions(exchange());
    }

    public void step() {
        stepTo(0);
    }

    private void readSubscriptions(ResponseReader response) {
        int count = response.integer();
        for (int i = 0; i < count; i++) {
            readSubscription(response);
        }
    }

    private void readSubscription(ResponseReader response) {
        int id = response.length().unsigned();
        String object = response.text();
        if (Domain.isAround(id)) {
            response.unsigned();
            int variables = response.unsigned();
            int objects = response.integer();
            Map<String, Values> found = new LinkedHashMap<>();
            for (int i = 0; i < objects; i++) {
                found.put(response.text(), values(response, variables, object));
            }
            around.put(object, found);
        } else {
            news.get(Domain.ofSubscription(id)).put(object, values(response, response.unsigned(), object));
        }
    }

    private static Values values(ResponseReader response, int count, String object) {
        int[] variables = new int[count];
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            variables[i] = response.unsigned();
            int status = response.unsigned();
            values[i] = response.typed();
            if (status != 0) {
                throw new TraciException("SUMO can't read a variable of '" + object + "': " + values[i]);
            }
        }
        return new Values(variables, values);
    }

    /** What the last step brought of the objects that are subscribed to, by id; vehicles that left are not in it. */
    public Map<String, Values> news(Domain domain) {
        return news.get(domain);
    }

    /** What the last step found around an object with {@link #subscribeAround}. */
    public Map<String, Values> around(String object) {
        return around.getOrDefault(object, Map.of());
    }

    /** From the next step on, and with this call's own answer. */
    public void subscribe(Domain domain, String object, int... variables) {
        flush();
        CommandWriter command = begin(domain.subscribe(), "subscribe to " + object)
                .number(NO_TIME)
                .number(FOR_EVER)
                .text(object)
                .unsigned(variables.length);
        for (int variable : variables) {
            command.unsigned(variable);
        }
        readSubscription(exchange());
    }

    /** The objects of another domain within a distance. */
    public void subscribeAround(Domain domain, String object, Domain found, double metres, int... variables) {
        flush();
        CommandWriter command = begin(domain.subscribeAround(), "subscribe around " + object)
                .number(NO_TIME)
                .number(FOR_EVER)
                .text(object)
                .unsigned(found.read())
                .number(metres)
                .unsigned(variables.length);
        for (int variable : variables) {
            command.unsigned(variable);
        }
        readSubscription(exchange());
    }

    /** One variable of many objects, in one round trip. */
    public Map<String, Values> read(Domain domain, List<String> objects, int variable) {
        flush();
        Map<String, Values> found = new LinkedHashMap<>();
        if (objects.isEmpty()) {
            return found;
        }
        for (String object : objects) {
            commands.begin(domain.read()).unsigned(variable).text(object);
        }
        ResponseReader response = send();
        for (String object : objects) {
            response.expectOk("read " + object).length().unsigned();
            int[] variables = {response.unsigned()};
            found.put(response.text(), new Values(variables, new Object[] {response.typed()}));
        }
        return found;
    }

    public Values read(Domain domain, String object, int variable) {
        return read(domain, List.of(object), variable).values().iterator().next();
    }

    public List<String> ids(Domain domain) {
        return read(domain, "", Variable.IDS).texts(Variable.IDS);
    }

    public double timeSeconds() {
        return read(Domain.SIMULATION, "", Variable.TIME).number(Variable.TIME);
    }

    /** With the next step: a state of its own for a signal, one of SUMO's letters a link. */
    public void setSignal(String signal, String state) {
        begin(Domain.SIGNAL.set(), "set signal " + signal + " to " + state)
                .unsigned(Variable.SIGNAL_STATE)
                .text(signal)
                .typedText(state);
    }

    /** With the next step: back to one of its programmes, which ran on unseen. */
    public void setSignalProgram(String signal, String program) {
        begin(Domain.SIGNAL.set(), "set signal " + signal + " to programme " + program)
                .unsigned(Variable.SIGNAL_SET_PROGRAM)
                .text(signal)
                .typedText(program);
    }

    /** With the next step: a vehicle that departs at once, or as soon as there is room. */
    public void addVehicle(String vehicle, String type, List<String> route) {
        addVehicle(vehicle, type, route, "base", "max");
    }

    /**
     * As {@link #addVehicle(String, String, List)}.
     *
     * @param departAt metres on the first edge, or SUMO's word such as {@code base}
     * @param arriveAt metres on the last edge, or SUMO's word such as {@code max}
     */
    public void addVehicle(String vehicle, String type, List<String> route, String departAt, String arriveAt) {
        String routeId = vehicle + "-route";
        begin(Domain.ROUTE.set(), "add a route of " + route)
                .unsigned(Variable.ADD)
                .text(routeId)
                .typedTexts(route);
        CommandWriter command = begin(Domain.VEHICLE.set(), "add vehicle " + vehicle)
                .unsigned(Variable.ADD_FULL)
                .text(vehicle)
                .unsigned(Type.COMPOUND)
                .integer(14);
        for (String part :
                List.of(routeId, type, "now", "best", departAt, "0", "current", arriveAt, "current", "", "", "")) {
            command.typedText(part);
        }
        command.typedInteger(0).typedInteger(0);
    }

    /** With the next step: the edges from the one where the vehicle is. */
    public void setRoute(String vehicle, List<String> edges) {
        begin(Domain.VEHICLE.set(), "send " + vehicle + " along " + edges)
                .unsigned(Variable.ROUTE)
                .text(vehicle)
                .typedTexts(edges);
    }

    /** With the next step: out of the simulation. */
    public void removeVehicle(String vehicle) {
        begin(Domain.VEHICLE.set(), "take out " + vehicle)
                .unsigned(Variable.REMOVE)
                .text(vehicle)
                .unsigned(Type.BYTE)
                .unsigned(REMOVED_BY_US);
    }

    /** Ends the simulation; its output files are whole afterwards. */
    @Override
    public void close() {
        try {
            begin(CMD_CLOSE, "end");
            exchange();
        } catch (TraciException alreadyEnded) {
            // The process is what counts, and it is ended below.
        } finally {
            process.close();
        }
    }
}
