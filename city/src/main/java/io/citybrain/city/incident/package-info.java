/**
 * What people handle: incidents as the fold of their events, who looks after which part of the city, by when somebody
 * must have done something, and what happens when nobody has. The loop follows GB/T 30428 (digital city management):
 * register, dispatch, dispose, feed back, verify, close.
 */
package io.citybrain.city.incident;
