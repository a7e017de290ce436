/** What the door knows of the city: the newest state, heard on MQTT, as snapshot and as patches. Nothing of HTTP. */
package io.citybrain.http.view;
