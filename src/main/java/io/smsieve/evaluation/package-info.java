/** How right a predictor is: counting scores against labels, and figures of the counts. */
package io.smsieve.evaluation;
