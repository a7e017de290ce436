/** {@code deploy/doctor}: looks at what a city needs and says what to do. */
package io.citybrain.standalone.doctor;
