package io.citybrain.city.incident;

import io.citybrain.city.alert.Severity;

/**
 * What somebody must hear.
 *
 * @param notificationId the same if it is told again
 * @param recipient a crew, or whom a level names
 * @param refersTo the incident
 */
public record Notification(
        String notificationId, String recipient, Severity severity, String textZh, String textEn, String refersTo) {}
