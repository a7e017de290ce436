package io.citybrain.city.greenwave;

/** Where the desk puts what it decided, in the order in which it decided it. */
public interface EscortOutputs {
    /** A mission's plan has changed. At its end the last plan comes once. */
    void plan(MissionPlan plan);

    /** A command for a signal controller. */
    void command(PriorityCommand command);

    /** A line for the audit trail. */
    void event(EscortEvent event);
}
