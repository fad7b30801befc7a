package org.porchlight.access;

/// Why not. The words are under the key `reason.` and the name. Stored by name.
public enum Reason {
  /// The account is disabled or gone.
  PERSON_NOT_PRESENT,
  /// Administrators and auditors never view, whatever other role they have.
  ROLE_NEVER_VIEWS,
  /// None of the person's roles may view.
  ROLE_MAY_NOT_VIEW,
  SECOND_FACTOR_MISSING,
  SECOND_FACTOR_TOO_OLD,
  PURPOSE_UNKNOWN,
  /// There is no such camera, or its site is not proved: these two look the same.
  CAMERA_UNKNOWN,
  OTHER_AGENCY,
  INCIDENT_UNKNOWN,
  NO_CONSENT,
  SWITCHED_OFF,
  /// Shared as REGISTERED: there is nothing to see.
  REGISTERED_ONLY,
  /// Shared as ON_REQUEST: ask the owner for footage.
  ON_REQUEST_ONLY,
  OUTSIDE_SCHEDULE,
  NO_INCIDENT,
  INCIDENT_CLOSED,
  /// An operator's own incident, older than 15 minutes, that no second person confirmed.
  INCIDENT_NOT_CONFIRMED,
  INCIDENT_TOO_FAR,
  INCIDENT_NOT_URGENT_ENOUGH,
  /// The view rested on another ground than the one that holds now; it may be asked for again.
  GROUND_CHANGED,
  /// For this the second factor must have been shown a moment ago.
  SECOND_FACTOR_NOT_FRESH,
  /// The owner agreed to words that name no emergencies.
  EMERGENCY_NOT_AGREED,
  /// An override of this person was not reviewed in time, or was not justified.
  OVERRIDE_SUSPENDED,
  /// The alarm or the override that the view rested on is over.
  GROUND_ENDED,
  /// The rules could not be read; when in doubt, no.
  CANNOT_JUDGE
}
