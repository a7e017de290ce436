/** Foreign payloads: LoRaWAN envelopes and device codecs. */
package io.citybrain.devices;
