package io.citybrain.sim.traci;

import java.util.List;

/** What a subscription brought of one object: at most a handful of variables, so an array is searched. */
public final class Values {
    private final int[] variables;
    private final Object[] values;

    Values(int[] variables, Object[] values) {
        this.variables = variables;
        this.values = values;
    }

    /** @throws TraciException if the variable was not subscribed to or could not be read */
    private Object get(int variable) {
        for (int i = 0; i < variables.length; i++) {
            if (variables[i] == variable) {
                return values[i];
            }
        }
        throw new TraciException("nothing is subscribed as variable 0x" + Integer.toHexString(variable));
    }

    public double number(int variable) {
        return (Double) get(variable);
    }

    public int whole(int variable) {
        return (int) number(variable);
    }

    public String text(int variable) {
        return (String) get(variable);
    }

    /** A position in the network's own metres: x, y. */
    public double[] position(int variable) {
        return (double[]) get(variable);
    }

    @SuppressWarnings("unchecked")
    public List<String> texts(int variable) {
        return (List<String>) get(variable);
    }
}
