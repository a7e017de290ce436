/** The whole city in one JVM: broker, Flink, store, job and simulated street. */
package io.citybrain.standalone;
