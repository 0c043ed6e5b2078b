/**
 * {@code smsieve up}: starts broker, registry and filter as processes, feeds them messages and
 * shows what becomes of these.
 */
package io.smsieve.cli.up;
