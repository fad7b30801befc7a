package org.porchlight.portal.health;

import com.vaadin.flow.component.UI;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.HealthLine;
import org.porchlight.feeds.HealthLine.Standing;
import org.porchlight.feeds.Outage;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.shell.Message.Tone;

/// How cameras fare, in the reader's language and by the reader's clock.
final class HealthWords {

  private static final int DAYS_BY_NAME = 6;

  private final UI ui;
  private final Words words;

  HealthWords(UI ui) {
    this.ui = ui;
    this.words = Words.of(ui);
  }

  Words words() {
    return words;
  }

  String standing(Standing standing) {
    return ui.getTranslation("health.standing." + standing);
  }

  static Tone tone(Standing standing) {
    return switch (standing) {
      case LOST -> Tone.BAD;
      case WAITING, LOST_WHEN_LAST_NEEDED, CONNECTING -> Tone.WAITING;
      case DELIVERING -> Tone.GOOD;
      case IDLE, NOT_CONNECTED -> Tone.CALM;
    };
  }

  /// Everything that is known of how a camera stands, and what may help, in one or two sentences.
  String sentence(HealthLine line, Instant now) {
    var outage = line.outage();
    return switch (line.standing()) {
      case LOST ->
          outage == null
              ? ui.getTranslation("health.lost.now")
              : ui.getTranslation("health.lost", moment(outage.since(), now))
                  + " "
                  + advice(outage.problem());
      case LOST_WHEN_LAST_NEEDED ->
          outage == null
              ? ui.getTranslation("health.lost.now")
              : ui.getTranslation("health.lost.before", moment(outage.since(), now))
                  + " "
                  + advice(outage.problem());
      case WAITING -> ui.getTranslation("health.waiting");
      case CONNECTING -> ui.getTranslation("health.connecting");
      case DELIVERING -> ui.getTranslation("health.delivering");
      case IDLE -> {
        var last = line.week().lastPicture();
        yield last == null
            ? ui.getTranslation("health.idle")
            : ui.getTranslation("health.idle")
                + " "
                + ui.getTranslation("health.idle.last", moment(last, now));
      }
      case NOT_CONNECTED -> ui.getTranslation("cameras.problem.NOT_CONNECTED");
    };
  }

  /// What is wrong, and what may help.
  String advice(StreamProblem problem) {
    var what = ui.getTranslation("cameras.problem." + problem);
    return switch (problem) {
      case NO_ANSWER,
          NOT_DIALLED_IN,
          ENDED,
          WRONG_LOGIN,
          NOT_VIDEO,
          STALLED,
          NO_KEYFRAMES,
          OUT_OF_BOUNDS,
          ADDRESS_NOT_ALLOWED,
          LED_ELSEWHERE ->
          what + " " + ui.getTranslation("health.advice." + problem);
      // What these say is what may help.
      case WEAKER_LOGIN, WRONG_CERTIFICATE -> what;
      case NONE_YET, NO_ROOM, NOT_CONNECTED, MISCONFIGURED, COPIES_FULL, COPY_FAILED -> what;
    };
  }

  /// What is wrong now, shortly; empty where all is well.
  String problem(HealthLine line, Instant now) {
    var outage = line.outage();
    return switch (line.standing()) {
      case LOST, LOST_WHEN_LAST_NEEDED ->
          outage == null
              ? ""
              : ui.getTranslation("health.since", moment(outage.since(), now))
                  + ". "
                  + ui.getTranslation("cameras.problem." + outage.problem());
      case WAITING, CONNECTING, DELIVERING, IDLE, NOT_CONNECTED -> "";
    };
  }

  /// With the name of the day while that is clear, with the date after that.
  String moment(Instant at, Instant now) {
    var day = LocalDate.ofInstant(at, words.zone());
    var today = LocalDate.ofInstant(now, words.zone());
    if (day.equals(today)) {
      return time(at);
    }
    if (day.isAfter(today.minusDays(DAYS_BY_NAME)) && day.isBefore(today)) {
      return ui.getTranslation("health.day.time", weekday(day), time(at));
    }
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(locale())
        .withZone(words.zone())
        .format(at);
  }

  /// To the minute.
  String time(Instant at) {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
        .withLocale(locale())
        .withZone(words.zone())
        .format(at);
  }

  String weekday(LocalDate day) {
    return DateTimeFormatter.ofPattern("EEEE", locale()).format(day);
  }

  /// For example `Tue 3`.
  String shortDay(LocalDate day) {
    return DateTimeFormatter.ofPattern("EEE d", locale()).format(day);
  }

  String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale()).format(day);
  }

  /// From when to when, how long, and why.
  String outage(Outage outage, Instant now, boolean isTried) {
    var until = outage.until();
    var why = ui.getTranslation("cameras.problem." + outage.problem());
    if (until == null) {
      return ui.getTranslation(
          isTried ? "health.outage.open" : "health.outage.open.untried", time(outage.since()), why);
    }
    var sameDay =
        LocalDate.ofInstant(until, words.zone())
            .equals(LocalDate.ofInstant(outage.since(), words.zone()));
    return ui.getTranslation(
        "health.outage",
        time(outage.since()),
        sameDay ? time(until) : moment(until, now),
        Words.span(Duration.between(outage.since(), until)),
        why);
  }

  /// For example `1.9 Mbit/s`.
  String bitRate(long bitsPerSecond) {
    return bitsPerSecond < 1_000_000
        ? number(bitsPerSecond / 1e3, 0) + " kbit/s"
        : number(bitsPerSecond / 1e6, 1) + " Mbit/s";
  }

  String framesPerSecond(double frames) {
    return ui.getTranslation("health.fps", number(frames, 1));
  }

  String seconds(@Nullable Duration duration) {
    return duration == null ? "–" : number(duration.toMillis() / 1e3, 1) + " s";
  }

  /// A time that somebody has set, in whole words: `30 minutes`, `24 hours`, `3 days`.
  String plain(Duration duration) {
    if (duration.toHours() >= 48 && duration.equals(Duration.ofDays(duration.toDays()))) {
      return ui.getTranslation("health.days", duration.toDays());
    }
    if (duration.toHours() >= 1 && duration.equals(Duration.ofHours(duration.toHours()))) {
      return counted("health.hours", duration.toHours());
    }
    return counted("health.minutes", Math.max(1, duration.toMinutes()));
  }

  private String counted(String key, long count) {
    return ui.getTranslation(count == 1 ? key + ".one" : key, count);
  }

  /// How far a camera's clock is off.
  String clock(@Nullable Duration ahead) {
    if (ahead == null) {
      return "–";
    }
    if (ahead.abs().toMillis() < 500) {
      return ui.getTranslation("health.clock.right");
    }
    var span = ahead.abs().toSeconds() < 60 ? seconds(ahead.abs()) : Words.span(ahead.abs());
    return ui.getTranslation(
        ahead.isNegative() ? "health.clock.behind" : "health.clock.ahead", span);
  }

  /// Of the time in which pictures should have come, in how much they did.
  String share(Duration delivering, Duration wanted) {
    if (wanted.isZero()) {
      return "–";
    }
    var percent = NumberFormat.getPercentInstance(locale());
    percent.setMaximumFractionDigits(1);
    // Rounded down: a hundred percent means that nothing was missing.
    percent.setRoundingMode(java.math.RoundingMode.DOWN);
    return percent.format(Math.min(1, delivering.toSeconds() / (double) wanted.toSeconds()));
  }

  String number(double value, int decimals) {
    var format = NumberFormat.getNumberInstance(locale());
    format.setMaximumFractionDigits(decimals);
    return format.format(value);
  }

  private Locale locale() {
    return words.locale();
  }
}
