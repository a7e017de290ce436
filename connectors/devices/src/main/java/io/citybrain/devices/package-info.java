/**
 * Foreign payloads: the envelopes of LoRaWAN network servers ({@link io.citybrain.devices.TheThingsStack}, {@link
 * io.citybrain.devices.ChirpStack}) and the frames of devices ({@link io.citybrain.devices.DeviceDecoder}). No engine, no
 * client, no memory.
 *
 * <p>Of every frame everything is kept ({@link io.citybrain.devices.DeviceReport}); readings come only of measurements and
 * alarms (values of now) and of history records (with their own, past time). Settings, versions, battery states, faults
 * and empty frames are no readings. A value that a device marks as absent is absent, never a number.
 *
 * <table>
 * <caption>Codecs, their frames and where the layout is documented</caption>
 * <tr><th>device.codec</th><th>measures</th><th>frames</th><th>source</th></tr>
 * <tr><td>dingtek-dc410, -dc413</td><td>manhole: distance down, angle, motion alarm</td><td>measurement, config</td>
 * <td>TheThingsNetwork/lorawan-devices (MIT), vendor/dingtek</td></tr>
 * <tr><td>dingtek-df530</td><td>liquid above the sensor</td><td>measurement (also with position), config</td>
 * <td>same</td></tr>
 * <tr><td>dingtek-df555, -df702</td><td>distance down; df702 also angle and tilt alarm</td><td>same</td><td>same</td></tr>
 * <tr><td>netvox-r311k</td><td>tilted by 45° or not</td><td>measurement, version, config</td><td>vendor/netvox there</td>
 * </tr>
 * <tr><td>milesight-em310-tilt</td><td>angle of three axes, own threshold</td><td rowspan="4">measurement, alarm, battery,
 * version (joining), config (answer to a setting), fault</td><td rowspan="6">user guides; tables in
 * Milesight-IoT/SensorDecoders, em-series (no code taken)</td></tr>
 * <tr><td>milesight-em310-udl</td><td>distance down, position</td></tr>
 * <tr><td>milesight-em400-mud, -udl, -tld</td><td>distance down, position, temperature</td></tr>
 * <tr><td>milesight-nbiot</td><td>the same over NB-IoT, with a head</td></tr>
 * <tr><td>milesight-em500-udl</td><td>distance down</td><td>same, and history</td></tr>
 * <tr><td>milesight-em500-swl</td><td>water above the probe</td><td>same, and history</td></tr>
 * <tr><td>decentlab-dl-mbx</td><td>distance down</td><td>measurement, battery, fault</td><td>vendor/decentlab in
 * lorawan-devices</td></tr>
 * <tr><td>decentlab-dl-pr26-0-1</td><td>pressure under water, 0 to 1 bar</td><td>same</td><td>same</td></tr>
 * <tr><td>dragino-ldds45, -ldds75</td><td>distance down</td><td>measurement, fault (no probe, blind zone), version</td>
 * <td>vendor/dragino there; dragino/dragino-end-node-decoder; the vendor's wiki</td></tr>
 * <tr><td>dragino-ldds20</td><td>liquid above the sensor</td><td>same</td><td>same</td></tr>
 * </table>
 *
 * <p><b>To add a device</b>
 *
 * <ol>
 *   <li>Of a known family: add it to {@code DingtekModel} or {@code MilesightModel}, nothing else.
 *   <li>Otherwise write one class that implements {@code Codec}. Check the length before the first byte is read; say
 *       what the frame has and what it should have. Say whether the sensor looks down ({@code withDistanceMetres}) or has
 *       the water above it ({@code withColumnMetres}); {@code Interpretation} does the rest.
 *   <li>Name it in {@code DeviceDecoder.codecsByName} as vendor-model and add a row above with the source.
 *   <li>Test: a documented frame and its values, every shorter frame refused, every sentinel absent, and every frame type
 *       that is no measurement without a reading. {@code FuzzTest} finds the codec by itself.
 * </ol>
 */
package io.citybrain.devices;
