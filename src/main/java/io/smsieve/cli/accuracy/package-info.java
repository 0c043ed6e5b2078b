/** What a running instance says of the rightness of its predictors, for people. */
package io.smsieve.cli.accuracy;
