package org.porchlight.identity;

import java.util.Optional;

/// How a person gets into a session.
public class LogIn {

  LogIn() {}

  /// First step. Takes the same time whether the account exists or not.
  public LogInAnswer withPassword(String email, String password, String source) {
    throw new UnsupportedOperationException();
  }

  /// Second step, for accounts with a second factor.
  public LogInAnswer withCode(String challenge, String code, String source) {
    throw new UnsupportedOperationException();
  }

  /// What to put into the authenticator application; the same for the same challenge.
  public Optional<Enrolment> enrolment(String challenge) {
    throw new UnsupportedOperationException();
  }

  /// Second step, for accounts that enrol now: the first code proves that the application is set
  /// up.
  public LogInAnswer withFirstCode(String challenge, String code, String source) {
    throw new UnsupportedOperationException();
  }

  /// Shows the second factor again within a session, before something grave.
  ///
  /// @return the actor with the new time, or nothing where the code was wrong
  public Optional<Actor> again(Actor actor, String code) {
    throw new UnsupportedOperationException();
  }

  /// Log-out: the session and everything bound to it ends.
  public void end(Actor actor) {
    throw new UnsupportedOperationException();
  }
}
