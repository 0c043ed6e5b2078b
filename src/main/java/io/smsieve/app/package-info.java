/** Puts the running application together: configuration, model, roles, start and end. */
package io.smsieve.app;
