/** The role that evaluates: labelled examples in, windows of counts out; and the view of these. */
package io.smsieve.evaluation.live;
