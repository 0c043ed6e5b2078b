/** A report as one HTML file that needs nothing else: tables, and plots drawn as SVG. */
package io.smsieve.replay.html;
