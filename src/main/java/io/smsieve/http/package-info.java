/** What a running instance answers over HTTP: health, status, classification. */
package io.smsieve.http;
