/** Who may do what: roles, users, sessions, tokens of others, rates, the audit trail. Nothing of HTTP. */
package io.citybrain.http.access;
