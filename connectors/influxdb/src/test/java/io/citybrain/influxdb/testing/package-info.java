/** Real stores for tests, of this module and of others: started on free ports of 127.0.0.1, ended by process id. */
package io.citybrain.influxdb.testing;
