package org.porchlight.transparency;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.OpenedEntry;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.People;
import org.porchlight.identity.Person;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.transparency.LedgerLine.Taken;
import org.porchlight.transparency.LedgerLine.Who;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What an owner sees of every use of a camera: within seconds, numbered, with nothing left out.
///
/// Entries of one permit, a view's opening and its close for instance, make one line. The line
/// stands where the first of them stands and carries the numbers of all, so it never moves while
/// somebody leafs through the ledger, and every number is on exactly one line.
@Service
public class Ledger {

  /// The first page begins here.
  public static final long NEWEST = Long.MAX_VALUE;

  private static final int MOST = 200;

  /// The role under which somebody with several is shown: the one that lets them look.
  private static final List<Role> SHOWN_FIRST =
      List.of(
          Role.SUPERVISOR,
          Role.OPERATOR,
          Role.OFFICER,
          Role.ADMINISTRATOR,
          Role.AUDITOR,
          Role.ANALYST,
          Role.HOUSING_MANAGER,
          Role.MACHINE,
          Role.OWNER);

  private final AuditTrail trail;
  private final AuditLog log;
  private final OwnerCameras cameras;
  private final Present present;
  private final People people;
  private final Organisations organisations;

  Ledger(
      AuditTrail trail,
      AuditLog log,
      OwnerCameras cameras,
      Present present,
      People people,
      Organisations organisations) {
    this.trail = trail;
    this.log = log;
    this.cameras = cameras;
    this.present = present;
    this.people = people;
    this.organisations = organisations;
  }

  /// A part of the ledger, newest first.
  ///
  /// An auditor's look is itself entered in the log.
  ///
  /// @param before [#NEWEST], or [LedgerPage#before] of the page above
  /// @param limit at most so many entries, 1 to 200
  /// @throws LedgerClosed if the reader is neither the camera's owner nor an auditor
  @Transactional
  public LedgerPage of(Actor reader, CameraId camera, long before, int limit) {
    var owns = owns(reader, camera);
    if (!owns) {
      note(reader, camera, "audit.ledger.read");
    }
    return page(reader, camera, !owns, before, limit);
  }

  /// How much began on each day of a month: lines of the ledger, by the day on which they stand.
  /// Days without are absent.
  ///
  /// @throws LedgerClosed if the reader is neither the camera's owner nor an auditor
  @Transactional
  public Map<LocalDate, Integer> days(Actor reader, CameraId camera, YearMonth month, ZoneId zone) {
    if (!owns(reader, camera)) {
      note(reader, camera, "audit.ledger.read");
    }
    return trail.days(
        camera.toString(),
        month.atDay(1).atStartOfDay(zone).toInstant(),
        month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant(),
        zone);
  }

  /// A part of what began on one day, newest first.
  ///
  /// @param before as for [#of]
  /// @throws LedgerClosed if the reader is neither the camera's owner nor an auditor
  @Transactional
  public LedgerPage ofDay(
      Actor reader, CameraId camera, LocalDate day, ZoneId zone, long before, int limit) {
    var owns = owns(reader, camera);
    if (!owns) {
      note(reader, camera, "audit.ledger.read");
    }
    var from = day.atStartOfDay(zone).toInstant();
    var to = day.plusDays(1).atStartOfDay(zone).toInstant();
    var numbers = trail.numbers(camera.toString(), from, to);
    if (numbers.isEmpty()) {
      return new LedgerPage(List.of(), 0, List.of(), null);
    }
    var page = page(reader, camera, !owns, Math.min(before, numbers.get().highest() + 1), limit);
    var lowest = numbers.get().lowest();
    var lines =
        page.lines().stream()
            .filter(line -> !line.start().isBefore(from) && line.start().isBefore(to))
            .toList();
    var next = page.before();
    return new LedgerPage(
        lines,
        page.newest(),
        page.missing().stream().filter(number -> number >= lowest).toList(),
        next == null || next <= lowest ? null : next);
  }

  /// Ledgers by their newest line, newest first, for auditors. The look is itself entered in the
  /// log.
  ///
  /// @throws AuditorsOnly if the reader is no auditor now
  @Transactional
  public List<AuditTrail.CameraLine> ofAll(Actor reader, int limit) {
    if (present.of(reader).filter(now -> now.is(Role.AUDITOR)).isEmpty()) {
      throw new AuditorsOnly();
    }
    log.append(
        AuditEvent.of("audit.ledger.listed", Outcome.ALLOW)
            .personal("act", reader.person().toString())
            .personal("org", reader.organisation().toString())
            .personal("src", reader.source()));
    return trail.cameras(limit);
  }

  /// Whether the reader reads as its owner.
  ///
  /// @throws LedgerClosed if the reader is neither that nor an auditor
  boolean owns(Actor reader, CameraId camera) {
    if (cameras.find(reader, camera).isPresent()) {
      return true;
    }
    if (present.of(reader).filter(now -> now.is(Role.AUDITOR)).isEmpty()) {
      throw new LedgerClosed();
    }
    return false;
  }

  /// Enters a look at a ledger in the log.
  void note(Actor reader, CameraId camera, String event) {
    log.append(
        AuditEvent.of(event, Outcome.ALLOW)
            .personal("act", reader.person().toString())
            .personal("org", reader.organisation().toString())
            .personal("src", reader.source())
            .personal("q", camera.toString()));
  }

  /// For whoever has looked whether the reader may.
  ///
  /// @param byName whether the reader learns people's names
  LedgerPage page(Actor reader, CameraId camera, boolean byName, long before, int limit) {
    var entries = trail.ofCamera(camera.toString(), before, Math.clamp(limit, 1, MOST));
    var top = before == NEWEST ? entries : trail.ofCamera(camera.toString(), NEWEST, 1);
    var newest = top.isEmpty() ? 0 : number(top.getFirst());
    var names = new Names(reader, byName);
    var lines =
        together(camera, entries).stream()
            .map(parts -> line(parts, names))
            .sorted(Comparator.comparing((LedgerLine line) -> line.numbers().getFirst()).reversed())
            .toList();
    var lowest = entries.isEmpty() ? 1 : number(entries.getLast());
    return new LedgerPage(
        lines,
        newest,
        missing(entries, Math.min(newest, before - 1)),
        entries.isEmpty() || lowest <= 1 ? null : lowest);
  }

  /// The entries of the page by permit, each group from its first to its last, leaving out groups
  /// that begin on another page.
  private List<List<OpenedEntry>> together(CameraId camera, List<OpenedEntry> entries) {
    var here = new LinkedHashMap<Long, OpenedEntry>();
    entries.forEach(entry -> here.put(entry.entry(), entry));
    var permits =
        entries.stream()
            .map(entry -> entry.personal().get("permit"))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    var all = new LinkedHashMap<Long, OpenedEntry>(here);
    if (!permits.isEmpty()) {
      trail.ofPermits(camera.toString(), permits).forEach(e -> all.putIfAbsent(e.entry(), e));
    }
    var groups = new LinkedHashMap<String, List<OpenedEntry>>();
    all.values().stream()
        .sorted(Comparator.comparingLong(Ledger::number))
        .forEach(entry -> {
          var permit = entry.personal().get("permit");
          var key = permit == null ? "entry " + entry.entry() : permit;
          groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(entry);
        });
    return groups.values().stream()
        .filter(group -> here.containsKey(group.getFirst().entry()))
        .toList();
  }

  private static LedgerLine line(List<OpenedEntry> parts, Names names) {
    var first = parts.getFirst();
    var last = parts.getLast();
    var ended = parts.size() > 1 && last.event().endsWith(".close");
    return new LedgerLine(
        parts.stream().map(Ledger::number).toList(),
        first.index(),
        first.event(),
        first.outcome().name(),
        names.who(first),
        personal(parts, "case"),
        first.purpose(),
        first.basis(),
        first.at(),
        ended ? last.at() : null,
        new Taken(largest(parts, "dur_ms"), largest(parts, "bytes"), personal(parts, "clip")),
        last.plain().get("reason") instanceof String reason ? reason : null);
  }

  private static @Nullable String personal(List<OpenedEntry> parts, String field) {
    return parts.stream()
        .map(entry -> entry.personal().get(field))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /// A clip's size stands in its entry when it is cut and again when it is stored.
  private static @Nullable Long largest(List<OpenedEntry> parts, String field) {
    return parts.stream()
        .map(entry -> entry.plain().get(field) instanceof Long value ? value : null)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /// Numbers that are not there between the entry where the page should begin and its last one.
  private static List<Long> missing(List<OpenedEntry> entries, long highest) {
    var missing = new ArrayList<Long>();
    var expected = highest;
    for (var entry : entries) {
      for (; expected > number(entry) && missing.size() < MOST; expected--) {
        missing.add(expected);
      }
      expected = number(entry) - 1;
    }
    return missing;
  }

  private static long number(OpenedEntry entry) {
    var number = entry.cameraSeq();
    if (number == null) {
      throw new IllegalStateException("entry " + entry.entry() + " of a camera has no number");
    }
    return number;
  }

  /// Looks up each person and organisation of a page once.
  private final class Names {

    private final Actor reader;
    private final boolean byName;
    private final Map<String, @Nullable Person> known = new HashMap<>();
    private final Map<String, @Nullable String> organisationNames = new HashMap<>();

    Names(Actor reader, boolean byName) {
      this.reader = reader;
      this.byName = byName;
    }

    Who who(OpenedEntry entry) {
      var act = entry.personal().get("act");
      var org = entry.personal().get("org");
      var person = act == null ? null : person(act);
      return new Who(
          reader.person().toString().equals(act),
          org == null ? null : organisation(org),
          person == null ? null : role(person),
          person == null || !byName ? null : person.displayName());
    }

    private @Nullable Person person(String id) {
      if (!known.containsKey(id)) {
        known.put(id, uuid(id).flatMap(uuid -> people.find(new PersonId(uuid))).orElse(null));
      }
      return known.get(id);
    }

    private @Nullable String organisation(String id) {
      if (!organisationNames.containsKey(id)) {
        var found = uuid(id).flatMap(uuid -> organisations.find(new OrganisationId(uuid)));
        organisationNames.put(id, found.map(Organisation::name).orElse(null));
      }
      return organisationNames.get(id);
    }

    /// A log outlives what its writers called people; what is no id is nobody we know.
    private static Optional<UUID> uuid(String id) {
      try {
        return Optional.of(UUID.fromString(id));
      } catch (IllegalArgumentException other) {
        return Optional.empty();
      }
    }

    private static @Nullable String role(Person person) {
      return SHOWN_FIRST.stream()
          .filter(person.roles()::contains)
          .findFirst()
          .map(Role::name)
          .orElse(null);
    }
  }
}
