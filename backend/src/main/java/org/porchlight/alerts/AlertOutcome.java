package org.porchlight.alerts;

/// What came of an alert: the eleven categories that are counted, and the two that give them their
/// denominator. Stored by name.
public enum AlertOutcome {
  ASSISTED_OFFICERS_ON_SCENE,
  VEHICLE_INFORMATION,
  SUSPECT_INFORMATION,
  RECOVERED_VEHICLE,
  RECOVERED_PROPERTY,
  RECOVERED_GUN,
  RECOVERED_DRUGS,
  CASE_INFORMATION,
  LOCATED_MISSING_PERSON,
  LED_TO_ARREST,
  ASSISTED_OTHER_AGENCY,
  NOTHING_FOUND,
  FALSE_ALARM
}
