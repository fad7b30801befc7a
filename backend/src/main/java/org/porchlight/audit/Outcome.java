package org.porchlight.audit;

/// How the thing that is being logged ended.
public enum Outcome {
  ALLOW,
  DENY,
  DONE,
  FAILED
}
