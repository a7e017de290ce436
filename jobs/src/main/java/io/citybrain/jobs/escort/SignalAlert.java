package io.citybrain.jobs.escort;

/** The sensing job has found something at a signal, or found it gone. */
public record SignalAlert(String signal, String rule, boolean open, long atMillis) {}
