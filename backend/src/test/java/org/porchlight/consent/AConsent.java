package org.porchlight.consent;

import java.time.Instant;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;

/// Builds consents for tests: by default DURING_INCIDENTS, 500 m, priorities 1 to 3, any hour.
public final class AConsent {

  private CameraId camera = CameraId.random();
  private int version = 1;
  private Level level = Level.DURING_INCIDENTS;
  private int radiusMetres = 500;
  private int lowestPriority = 3;
  private WeeklySchedule schedule = WeeklySchedule.always();
  private boolean off;
  private String textVersion = "";

  private AConsent() {}

  public static AConsent aConsent() {
    return new AConsent();
  }

  public AConsent camera(CameraId value) {
    camera = value;
    return this;
  }

  public AConsent version(int value) {
    version = value;
    return this;
  }

  public AConsent level(Level value) {
    level = value;
    return this;
  }

  public AConsent radiusMetres(int value) {
    radiusMetres = value;
    return this;
  }

  public AConsent lowestPriority(int value) {
    lowestPriority = value;
    return this;
  }

  public AConsent schedule(WeeklySchedule value) {
    schedule = value;
    return this;
  }

  /// Words of an earlier time.
  public AConsent textVersion(String value) {
    textVersion = value;
    return this;
  }

  public AConsent off(boolean value) {
    off = value;
    return this;
  }

  public Terms terms() {
    return new Terms(
        level,
        radiusMetres,
        lowestPriority,
        false,
        0,
        schedule,
        textVersion.isEmpty() ? ConsentText.of(level, "en").version() : textVersion,
        "en");
  }

  public Consent build() {
    return new Consent(
        camera,
        version,
        terms(),
        off,
        PersonId.random(),
        Instant.parse("2026-06-01T12:00:00Z"),
        ConsentText.of(level, "en").hash());
  }
}
