package io.smsieve.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method that is no GET and yet changes no state, so that it needs no credential. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ChangesNothing {}
