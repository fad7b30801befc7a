package org.porchlight.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A class that measures what the whole process or the whole machine does: descriptors, threads,
/// memory, or a camera beside which others are at their worst. It runs after the others, with
/// nothing beside it.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("alone")
public @interface Alone {}
