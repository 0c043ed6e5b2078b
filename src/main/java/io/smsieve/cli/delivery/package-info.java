/**
 * {@code deploy/prove-delivery}: kills the real process, and what it depends on, while messages
 * flow, and then counts what became of each message.
 */
package io.smsieve.cli.delivery;
