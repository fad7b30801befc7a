package org.porchlight.identity;

/// What came of a change that an administrator asked for.
public sealed interface AccountAnswer {

  record Done(PersonId person) implements AccountAnswer {}

  record Refused(Why why) implements AccountAnswer {}

  /// Why an administrator's change was refused.
  enum Why {
    /// The one who asked is no administrator, or none any more.
    ADMINISTRATORS_ONLY,
    EMAIL_TAKEN,
    UNKNOWN_PERSON,
    UNKNOWN_ORGANISATION,
    /// Administrators and auditors hold no viewing role.
    ROLES_EXCLUDE_EACH_OTHER,
    NO_ROLE,
    /// Nobody disables or demotes themselves: the last administrator would lock the door from
    /// inside.
    NOT_ONESELF
  }
}
