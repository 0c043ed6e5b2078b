/** Files of messages as rows: JSON lines, CSV and Parquet. */
package io.smsieve.cli.input;
