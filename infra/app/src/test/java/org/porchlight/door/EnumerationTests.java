package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.door.AuthorisationTable.Row;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.Agency;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.NewIncident;
import org.porchlight.kernel.Area;
import org.porchlight.kernel.Place;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.ProofAnswer;
import org.porchlight.registry.RegistrationAnswer;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.context.WebApplicationContext;

/// Goes through every endpoint and every view of the table as everybody, with hundreds of owners'
/// cameras planted, and collects every camera that any answer gives away: by its id, its name, its
/// address or its place. The table holds everything that answers (AuthorisationTableTests), so a
/// new endpoint is walked through without anybody thinking of it.
@WholeHouse
class EnumerationTests {

  private static final int PROVED = 300;
  private static final int UNPROVED = 15;
  private static final int CIRCLE = 1600;

  private static final List<Level> LEVELS =
      List.of(Level.REGISTERED, Level.ON_REQUEST, Level.DURING_INCIDENTS, Level.ALWAYS);

  /// The department's people who look through cameras.
  private static final Set<String> VIEWERS =
      Set.of("officer", "colleague", "operator", "supervisor");

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NAME = Pattern.compile("Thicket \\d+");
  private static final Pattern ADDRESS = Pattern.compile("\\d+ Bramble Lane");

  /// To about a metre, in whatever form an answer writes the two numbers.
  private static final Pattern PLACE =
      Pattern.compile("(-?\\d{1,3}\\.\\d{5})\\d*[^-\\d]{1,24}(-?\\d{1,3}\\.\\d{5})");

  @LocalServerPort int port;
  @Autowired WebApplicationContext context;

  /// What gives a camera away.
  private final Map<String, Planted> signs = new HashMap<>();

  private final Place middle =
      new Place(
          ThreadLocalRandom.current().nextDouble(-59, -51),
          ThreadLocalRandom.current().nextDouble(10, 90));

  private record Planted(int number, boolean proved, double metres) {}

  /// @param what `id`, `name`, `address` or `place`
  private record Seen(String what, Planted camera) {}

  @Test
  void nobodyLearnsOfMoreCamerasThanThoseInTheCircleOfTheIncident() throws Exception {
    var callers = new Callers(context, port);
    var doorstep = Doorstep.of(context, callers);
    var agency = callers.actor("supervisor").organisation();
    context
        .getBean(Agencies.class)
        .put(
            new Agency(
                agency,
                "Police of the thicket",
                new Area(
                    List.of(
                        middle.walk(25_000, 45),
                        middle.walk(25_000, 135),
                        middle.walk(25_000, 225),
                        middle.walk(25_000, 315)))));
    var ids = plant(agency);
    var objects = new HashMap<>(doorstep.objects());
    var incident =
        ((DeskAnswer.Done)
                context
                    .getBean(IncidentDesk.class)
                    .openByHand(
                        callers.actor("supervisor"),
                        new NewIncident(null, "burglary", 1, middle, "In the thicket")))
            .incident();
    var around = "/api/v1/incidents/" + incident.id() + "/cameras";
    objects.put(":incident?", incident.id().toString());
    objects.put("/api/v1/incidents/{incident}/cameras", around);
    var wrong = new TreeSet<String>();
    var learned = new TreeMap<String, Set<Planted>>();
    // A camera inside the circle, and one far outside it that somebody knows the id of.
    for (var id : List.of(ids.getFirst(), ids.getLast())) {
      objects.put(":camera", id);
      for (var look : List.of("/live", "/snapshot")) {
        objects.put(
            "/api/v1/incidents/{incident}/cameras/{camera}" + look, around + "/" + id + look);
      }
      walk(callers, objects, doorstep.readerKey(), Set.of(id), learned, wrong);
    }

    assertThat(wrong).isEmpty();
    var inside =
        signs.values().stream()
            .filter(camera -> camera.proved() && camera.metres() <= CIRCLE)
            .collect(Collectors.toSet());
    assertThat(inside).hasSizeGreaterThan(30);
    for (var viewer : List.of("officer", "operator", "supervisor")) {
      assertThat(learned.get(viewer)).as(viewer).isEqualTo(inside);
    }
  }

  private void walk(
      Callers callers,
      Map<String, String> objects,
      String readerKey,
      Set<String> named,
      Map<String, Set<Planted>> learned,
      Set<String> wrong)
      throws Exception {
    var table = AuthorisationTable.read();
    var heard = new ArrayList<String>();
    var knock = new Knock(port, objects, readerKey, heard::add);
    for (var row : table.rows().keySet()) {
      // Whoever has logged out sees no more than nobody.
      if (row.endpoint().equals("POST /logout")) {
        continue;
      }
      for (var column : table.columns()) {
        var caller = callers.columns().get(column);
        var showsToken = row.with().equals("token") || caller.role() == Role.MACHINE;
        var _ =
            showsToken
                ? knock.at(row, new Browser(port), caller.token())
                : knock.at(row, caller.session(), null);
        for (var seen : seen(heard, named)) {
          if (mayLearn(column, row, seen)) {
            learned.computeIfAbsent(column, _ -> new HashSet<>()).add(seen.camera());
          } else {
            wrong.add(row.endpoint() + " tells " + column + " the " + seen);
          }
        }
        heard.clear();
      }
    }
  }

  private static boolean mayLearn(String column, Row row, Seen seen) {
    return switch (column) {
      case String one when VIEWERS.contains(one) ->
          seen.camera().proved()
              && seen.camera().metres() <= CIRCLE
              && !seen.what().equals("address");
      // Staff goes to addresses that are not proved yet.
      case "admin" -> row.endpoint().equals("VIEW /proof") && !seen.camera().proved();
      // Reads what was done with which camera, and not where it is.
      case "auditor" ->
          Set.of("VIEW /log", "VIEW /ledgers").contains(row.endpoint()) && seen.what().equals("id");
      default -> false;
    };
  }

  /// @param named ids that the caller had to know to ask
  private Set<Seen> seen(List<String> answers, Set<String> named) {
    var all = new HashSet<Seen>();
    for (var answer : answers) {
      for (var pattern : Map.of("id", ID, "name", NAME, "address", ADDRESS).entrySet()) {
        var found = pattern.getValue().matcher(answer);
        while (found.find()) {
          if (!named.contains(found.group())) {
            add(all, pattern.getKey(), found.group());
          }
        }
      }
      var found = PLACE.matcher(answer);
      for (var from = 0; found.find(from); from = found.end(1)) {
        add(all, "place", found.group(1) + " " + found.group(2));
      }
    }
    return all;
  }

  private void add(Set<Seen> all, String what, String sign) {
    var camera = signs.get(sign);
    if (camera != null) {
      all.add(new Seen(what, camera));
    }
  }

  /// In a spiral around the middle, each of another owner, of all levels.
  ///
  /// @return the ids of those that are proved, nearest first
  private List<String> plant(OrganisationId agency) {
    var ids = new ArrayList<String>();
    for (int i = 1; i <= PROVED; i++) {
      ids.add(plant(agency, i, true, middle.walk(40 * i, 37 * i)));
    }
    for (int i = 1; i <= UNPROVED; i++) {
      plant(agency, PROVED + i, false, middle.walk(70 * i, 37 * i + 18));
    }
    return ids;
  }

  private String plant(OrganisationId agency, int number, boolean proved, Place place) {
    var clock = context.getBean(Clock.class);
    var owner =
        new Actor(
            PersonId.random(),
            OrganisationId.random(),
            Set.of(Role.OWNER),
            "session-" + number,
            null,
            "203.0.113.9");
    var address = number + " Bramble Lane";
    var name = "Thicket " + number;
    var registered =
        (RegistrationAnswer.Registered)
            context
                .getBean(CameraRegistration.class)
                .register(
                    owner,
                    new NewCamera(
                        null,
                        address,
                        place,
                        Relation.OWNER,
                        Set.of(Sees.STREET),
                        7,
                        name,
                        null,
                        Ownership.PRIVATE,
                        null),
                    Terms.usual(LEVELS.get(number % LEVELS.size()), "en"));
    if (proved) {
      var staff =
          new Actor(
              PersonId.random(),
              agency,
              Set.of(Role.ADMINISTRATOR),
              "session",
              clock.instant(),
              "203.0.113.7");
      assertThat(
              context
                  .getBean(AddressProof.class)
                  .byStaff(staff, registered.site(), "T-" + registered.site()))
          .isInstanceOf(ProofAnswer.Proved.class);
    }
    var camera = new Planted(number, proved, place.metresTo(middle));
    var id = registered.camera().toString();
    for (var sign : List.of(id, name, address, sign(place))) {
      assertThat(signs.put(sign, camera)).isNull();
    }
    return id;
  }

  private static String sign(Place place) {
    return cut(place.latitude()) + " " + cut(place.longitude());
  }

  private static String cut(double degrees) {
    var all = Double.toString(degrees);
    return all.substring(0, all.indexOf('.') + 6);
  }
}
