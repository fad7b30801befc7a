package org.porchlight.identity;

/// Letters that identity asks to be sent. The parameter names are given with each.
public enum MailKind {
  /// Confirm the address. `path`: where the link leads, below the portal's address.
  CONFIRM_ADDRESS,
  /// Confirm the address, and with it the first camera. `path`: where the link leads.
  CONFIRM_CAMERA,
  /// Somebody signed up with an address that has an account already. `path`: the log-in page.
  ALREADY_REGISTERED,
  /// The same, with a camera. `path`: the form for it, for whoever is logged in.
  ALREADY_REGISTERED_CAMERA,
  /// An administrator made an account. `path`: where the password is set.
  SET_FIRST_PASSWORD,
  /// A forgotten password. `path`: where a new one is set.
  RESET_PASSWORD,
  /// An administrator took the second factor off. `path`: the log-in page.
  SECOND_FACTOR_RESET,
  /// Too many log-ins failed. No parameters.
  ACCOUNT_LOCKED,
  /// No picture has come from cameras of the receiver for long. `path`: where they are seen;
  /// `once`; `zone`: time zone of the times; `cameras`: how many; of each, counted from 0,
  /// `camera.N`: its name, `at.N`: since when, in seconds since 1970, `problem.N`: what is wrong,
  /// and `tried.N`: `always` or `when-needed`.
  CAMERA_LOST,
  /// Police opened a camera of the receiver in an emergency, without leave. `path`: its ledger;
  /// `once`; `camera`: its name; `at`: when, in seconds since 1970; `zone`: time zone of the time.
  CAMERA_OVERRIDDEN,
  /// They deliver again. The same parameters, `at.N` for when they began to.
  CAMERA_RESTORED
}
