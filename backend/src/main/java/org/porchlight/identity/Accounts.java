package org.porchlight.identity;

import java.util.Set;

/// What administrators do to accounts. Everything is in the audit log, refusals too.
public class Accounts {

  Accounts() {}

  /// Makes an account and mails the person where to set a password.
  public AccountAnswer create(Actor administrator, NewAccount account) {
    throw new UnsupportedOperationException();
  }

  /// Ends the person's sessions too: other roles need a new log-in.
  public AccountAnswer changeRoles(Actor administrator, PersonId person, Set<Role> roles) {
    throw new UnsupportedOperationException();
  }

  /// The kill switch: sessions and tokens are dead when this returns.
  public AccountAnswer disable(Actor administrator, PersonId person, String reason) {
    throw new UnsupportedOperationException();
  }

  public AccountAnswer enable(Actor administrator, PersonId person) {
    throw new UnsupportedOperationException();
  }

  /// Lets a person log in again after too many failures.
  public AccountAnswer releaseLock(Actor administrator, PersonId person) {
    throw new UnsupportedOperationException();
  }

  /// Takes the second factor off; the next log-in enrols a new one.
  public AccountAnswer resetSecondFactor(Actor administrator, PersonId person) {
    throw new UnsupportedOperationException();
  }
}
