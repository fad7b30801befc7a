package org.porchlight.identity;

/// Where a log-in stands after a step.
public sealed interface LogInAnswer {

  /// The session may begin.
  record SignedIn(Actor actor) implements LogInAnswer {}

  /// The password was right; the code is wanted next.
  ///
  /// @param challenge to be handed back with the code; works for five minutes
  record NeedsSecondFactor(String challenge) implements LogInAnswer {

    @Override
    public String toString() {
      return "NeedsSecondFactor[redacted]";
    }
  }

  /// The password was right, and the account must have a second factor but has none yet.
  ///
  /// @param challenge to be handed to [LogIn#enrolment]; works for fifteen minutes
  record MustEnrolSecondFactor(String challenge) implements LogInAnswer {

    @Override
    public String toString() {
      return "MustEnrolSecondFactor[redacted]";
    }
  }

  /// Wrong address, wrong password, wrong code, disabled or not confirmed: the answer does not say
  /// which.
  record Refused() implements LogInAnswer {}

  /// Too many failures. Only an administrator can release the account. Unknown addresses get this
  /// answer after as many failures as known ones.
  record Locked() implements LogInAnswer {}

  /// The challenge is too old or was used: begin again with the password.
  record Expired() implements LogInAnswer {}
}
