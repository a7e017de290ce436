/**
 * One-click escort: missions, the corridor of green ahead of an ambulance, and the arbiter between several.
 *
 * <p>{@link io.citybrain.city.greenwave.EscortDesk} is the one way in: it takes what people ask, what the street says
 * and the ticks of the city clock, and puts plans, commands and the audit trail into
 * {@link io.citybrain.city.greenwave.EscortOutputs}. Everything is deterministic: time comes in as an argument, nothing
 * here reads a clock or a random number.
 *
 * <p>Sources. Queues counted and emptied before the ambulance comes: Kamalanathsharma and Hancock, "Congestion-based
 * emergency vehicle preemption" (2010). Requests and answers: SAE J2735 SRM/SSM and NTCIP 1211. Start-up loss and
 * saturation flow: Highway Capacity Manual, chapter 19. The bound on a seizure and the rest after it: measured here, see
 * {@link io.citybrain.city.greenwave.EscortSettings}.
 */
package io.citybrain.city.greenwave;
