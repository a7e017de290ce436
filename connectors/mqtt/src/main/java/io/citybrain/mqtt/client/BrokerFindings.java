package io.citybrain.mqtt.client;

import java.util.List;

/**
 * What a look at a broker found.
 *
 * @param receiveMaximum publications it takes at once, 1 to 65,535
 * @param topicAliasMaximum aliases it takes, 0 for none
 * @param maximumPacketBytes largest packet it takes; {@link Long#MAX_VALUE} if it names none
 * @param canHoldAcknowledgements whether it goes on delivering to a client that has not yet acknowledged
 * @param problems what must be changed at the broker, one sentence each; empty if it is fit for use
 */
public record BrokerFindings(
        int receiveMaximum,
        int topicAliasMaximum,
        long maximumPacketBytes,
        boolean canHoldAcknowledgements,
        List<String> problems) {
    public boolean fit() {
        return problems.isEmpty();
    }
}
