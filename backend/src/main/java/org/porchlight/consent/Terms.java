package org.porchlight.consent;

/// What an owner allows with one camera. Checked when it is [given][Sharing#give], not before.
///
/// @param radiusMetres how near an incident must be, 50 to 1,600 metres
/// @param lowestPriority the least urgent incident that opens the camera, 1 (most urgent) to 5
/// @param audio whether sound is received; off unless switched on
/// @param preEventSeconds how much is kept in memory before a ground exists, 0 to 60 seconds
/// @param schedule when it holds
/// @param textVersion version of the [ConsentText] that was shown
/// @param language language in which it was shown, `en` or `es`
public record Terms(
    Level level,
    int radiusMetres,
    int lowestPriority,
    boolean audio,
    int preEventSeconds,
    WeeklySchedule schedule,
    String textVersion,
    String language) {

  /// What the form starts with: half a kilometre, priorities 1 to 3, no sound, no buffer, any hour.
  public static Terms usual(Level level, String language) {
    return new Terms(
        level,
        500,
        3,
        false,
        0,
        WeeklySchedule.always(),
        ConsentText.of(level, language).version(),
        language);
  }
}
