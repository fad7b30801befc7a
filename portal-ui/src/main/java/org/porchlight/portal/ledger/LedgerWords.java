package org.porchlight.portal.ledger;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.VaadinService;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.portal.shell.When;
import org.porchlight.transparency.LedgerLine;

/// Puts the codes of the log into words. What it does not know it shows as it is: an owner sees
/// everything, if need be in our jargon.
class LedgerWords {

  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("camera.live.open", "ledger.event.live"),
          Map.entry("camera.live.close", "ledger.event.live-closed"),
          Map.entry("camera.clip.save", "ledger.event.clip"),
          Map.entry("camera.clip.play", "ledger.event.play"),
          Map.entry("camera.clip.thumbnail", "ledger.event.thumbnail"),
          Map.entry("camera.masks.changed", "ledger.event.masks"),
          Map.entry("camera.snapshot.own", "ledger.event.snapshot-own"),
          Map.entry("camera.clip.cut", "ledger.event.clip-cut"),
          Map.entry("camera.clip.stored", "ledger.event.clip-stored"),
          Map.entry("camera.clip.failed", "ledger.event.clip-failed"),
          Map.entry("camera.feed.refused", "ledger.event.feed-refused"),
          Map.entry("camera.snapshot", "ledger.event.snapshot"),
          Map.entry("camera.record.open", "ledger.event.record-asked"),
          Map.entry("camera.record.start", "ledger.event.record"),
          Map.entry("camera.record.close", "ledger.event.record-closed"),
          Map.entry("camera.record.failed", "ledger.event.record-failed"),
          Map.entry("camera.record.given_up", "ledger.event.record-given-up"),
          Map.entry("camera.record.held", "ledger.event.record-held"),
          Map.entry("camera.record.released", "ledger.event.record-released"),
          Map.entry("camera.record.purged", "ledger.event.record-purged"),
          Map.entry("camera.record.rule", "ledger.event.record-rule"),
          Map.entry("camera.replay.open", "ledger.event.replay"),
          Map.entry("camera.replay.close", "ledger.event.replay-closed"),
          Map.entry("camera.alarm.pressed", "ledger.event.alarm"),
          Map.entry("camera.alarm.ended", "ledger.event.alarm-ended"),
          Map.entry("camera.override", "ledger.event.override"),
          Map.entry("camera.override.review", "ledger.event.override-review"),
          Map.entry("camera.override.unreviewed", "ledger.event.override-unreviewed"),
          Map.entry("camera.registered", "ledger.event.registered"),
          Map.entry("camera.changed", "ledger.event.changed"),
          Map.entry("camera.deleted", "ledger.event.deleted"),
          Map.entry("camera.connection.set", "ledger.event.connected"),
          Map.entry("camera.connection.forgotten", "ledger.event.disconnected"),
          Map.entry("camera.dial_in.issued", "ledger.event.dial-in"),
          Map.entry("camera.dial_in.refused", "ledger.event.dial-in-refused"),
          Map.entry("camera.address.refused", "ledger.event.address-refused"),
          Map.entry("camera.listed", "ledger.event.listed"),
          Map.entry("registry.lookup", "ledger.event.lookup"),
          Map.entry("site.proof.given", "ledger.event.proved"),
          Map.entry("site.proof.ended", "ledger.event.proof-ended"),
          Map.entry("site.proof.refused", "ledger.event.proof-refused"),
          Map.entry("site.proof.letter", "ledger.event.letter"),
          Map.entry("consent.given", "ledger.event.consent"),
          Map.entry("consent.off", "ledger.event.off"),
          Map.entry("consent.on", "ledger.event.on"));

  private final I18NProvider dictionary;
  private final Locale language;
  private final ZoneId zone;

  LedgerWords(I18NProvider dictionary, Locale language, ZoneId zone) {
    this.dictionary = dictionary;
    this.language = language;
    this.zone = zone;
  }

  /// In the language and with the clock of the page that is shown now.
  static LedgerWords shown() {
    return new LedgerWords(dictionaryHere(), UI.getCurrent().getLocale(), When.zone());
  }

  static I18NProvider dictionaryHere() {
    return VaadinService.getCurrent().getInstantiator().getI18NProvider();
  }

  /// Whether an owner reads this event in words.
  static boolean knows(String event) {
    return EVENTS.containsKey(event);
  }

  /// The key of its words.
  static String key(String event) {
    return Objects.requireNonNull(EVENTS.get(event));
  }

  String say(String key, Object... parameters) {
    return dictionary.getTranslation(key, language, parameters);
  }

  String moment(Instant at) {
    return When.of(at, language, zone);
  }

  /// What is to be known of a line, under its heading.
  ///
  /// @param term what it is
  /// @param text how it was
  record Fact(String term, String text) {}

  List<Fact> facts(LedgerLine line) {
    var facts = new ArrayList<Fact>();
    fact(facts, "ledger.who", who(line.who()));
    fact(facts, "ledger.when", moment(line.start()));
    fact(facts, "ledger.case", line.caseNumber());
    fact(facts, "ledger.purpose", line.purpose() == null ? null : purpose(line.purpose()));
    var ground = line.event().startsWith("consent.") ? "ledger.in-force" : "ledger.ground";
    fact(facts, ground, line.ground() == null ? null : ground(line.ground()));
    fact(facts, "ledger.taken", taken(line));
    fact(facts, "ledger.why", line.reason() == null ? null : reason(line.reason()));
    return facts;
  }

  private void fact(List<Fact> facts, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new Fact(say(key), value));
    }
  }

  private @Nullable String taken(LedgerLine line) {
    var taken = line.taken();
    var parts = new ArrayList<String>();
    if (taken.milliseconds() != null) {
      var seen = line.event().startsWith("camera.record.") ? "ledger.recorded" : "ledger.watched";
      var key = taken.clip() == null ? seen : "ledger.clip-of";
      parts.add(say(key, When.lasting(Duration.ofMillis(taken.milliseconds()))));
    } else if (taken.clip() != null && line.event().equals("camera.clip.stored")) {
      parts.add(say("ledger.clip"));
    }
    if (taken.bytes() != null) {
      parts.add(amount(taken.bytes()));
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  static String numbers(List<Long> numbers) {
    return numbers.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  String event(LedgerLine line) {
    var key = EVENTS.get(line.event());
    if (key == null) {
      return line.event();
    }
    return say(key);
  }

  String who(LedgerLine.Who who) {
    if (who.you()) {
      return say("ledger.you");
    }
    var words = new StringBuilder();
    if (who.name() != null) {
      words.append(who.name()).append(", ");
    }
    words.append(who.role() == null ? say("ledger.somebody") : role(who.role()));
    if (who.organisation() != null) {
      words.append(", ").append(who.organisation());
    }
    return words.toString();
  }

  String purpose(String code) {
    return known("purpose." + code, code);
  }

  String reason(String code) {
    return known(
        "reason." + code, known("ledger.reason." + code, known("cameras.problem." + code, code)));
  }

  /// What a use rested on; consent is named with the version that was in force.
  String ground(String basis) {
    if (basis.startsWith("CONSENT:v")) {
      return say("ledger.ground.consent", basis.substring("CONSENT:v".length()));
    }
    return known("ledger.ground." + basis, basis);
  }

  String amount(long bytes) {
    var format = NumberFormat.getNumberInstance(language);
    format.setMaximumFractionDigits(1);
    if (bytes < 1_000_000) {
      return format.format(bytes / 1_000.0) + " kB";
    }
    return format.format(bytes / 1_000_000.0) + " MB";
  }

  private String role(String role) {
    return known("common.role." + role, role);
  }

  private String known(String key, String otherwise) {
    var words = say(key);
    return words.contains(key) ? otherwise : words;
  }
}
