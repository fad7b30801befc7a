package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.FirstAccounts;
import org.porchlight.identity.MailRequested;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.Role;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.NewCamera;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/// Owners learn by mail that a camera is lost and that it is back, and no more often than helps.
@SpringBootTest
@RecordApplicationEvents
class OutageMailsTests {

  /// So far away that the program's own clockwork finds nothing of these tests overdue.
  static final Instant NOON = Instant.parse("2040-03-06T18:10:00Z");

  static final String SECRET_PATH = "/s3cret-stream";

  @Autowired BeanFactory beans;
  @Autowired ApplicationEvents events;
  @Autowired OutageMails mails;
  @Autowired JdbcOutages outages;
  @Autowired FeedNews news;
  @Autowired CameraHealth health;
  @Autowired FirstAccounts accounts;
  @Autowired Organisations organisations;
  @Autowired CameraConnections connections;
  @Autowired Sharing sharing;

  Town town;
  Actor owner;
  String address;
  CameraId camera;

  @BeforeEach
  void ownerWithACamera() {
    town = new Town(beans);
    var home = new Organisation(OrganisationId.random(), "Home", OrganisationKind.RESIDENT);
    organisations.add(home);
    address = UUID.randomUUID() + "@example.org";
    var person =
        accounts.create(
            new NewAccount(EmailAddress.of(address), "Rosa", home.id(), Set.of(Role.OWNER), "es"),
            "long-enough-for-a-test",
            null);
    owner = new Actor(person, home.id(), Set.of(Role.OWNER), "session", null, "198.51.100.7");
    camera = camera();
  }

  @Test
  void aCameraThatIsLostForLongIsToldOnce() {
    outages.begin(camera, NOON, StreamProblem.NO_ANSWER);

    mails.write(NOON.plus(Duration.ofMinutes(29)));
    assertThat(requested()).isEmpty();
    mails.write(NOON.plus(Duration.ofMinutes(30)));
    mails.write(NOON.plus(Duration.ofMinutes(31)));
    mails.write(NOON.plus(Duration.ofDays(3)));

    assertThat(requested()).hasSize(1);
    var letter = requested().getFirst();
    assertThat(letter.kind()).isEqualTo(org.porchlight.identity.MailKind.CAMERA_LOST);
    assertThat(letter.language()).isEqualTo("es");
    assertThat(letter.parameters())
        .containsEntry("camera.0", "Front door")
        .containsEntry("problem.0", "NO_ANSWER")
        .containsEntry("at.0", Long.toString(NOON.getEpochSecond()))
        .containsEntry("tried.0", "when-needed");
    assertThat(letter.parameters().toString()).doesNotContain(SECRET_PATH, "hunter2", "192.0.43.8");
  }

  @Test
  void outagesThatNobodyIsToldOfAreNotInTheWayOfOthers() {
    outages.begin(camera, NOON, StreamProblem.MISCONFIGURED);
    var second = camera();
    outages.begin(second, NOON, StreamProblem.NO_ANSWER);
    var before = outages.untold(NOON, 0, 1000).stream().filter(row -> row.camera().equals(camera));

    var after = outages.untold(NOON, before.findFirst().orElseThrow().id(), 1);

    assertThat(after).extracting(JdbcOutages.Row::camera).containsExactly(second);
  }

  @Test
  void allLostCamerasAreInOneMailAndThereIsOneADay() {
    var second = camera();
    outages.begin(camera, NOON, StreamProblem.NO_ANSWER);
    outages.begin(second, NOON.plusSeconds(60), StreamProblem.STALLED);
    mails.write(NOON.plus(Duration.ofMinutes(40)));
    assertThat(requested())
        .singleElement()
        .satisfies(letter -> assertThat(letter.parameters()).containsEntry("cameras", "2"));

    var third = camera();
    outages.begin(third, NOON.plus(Duration.ofHours(2)), StreamProblem.ENDED);
    mails.write(NOON.plus(Duration.ofHours(4)));
    assertThat(requested()).hasSize(1);
    mails.write(NOON.plus(Duration.ofHours(25)));
    assertThat(requested()).hasSize(2);
    assertThat(requested().getLast().parameters()).containsEntry("cameras", "1");
  }

  @Test
  void whatIsBackIsToldOnceItIsSteady() {
    outages.begin(camera, NOON, StreamProblem.NO_ANSWER);
    mails.write(NOON.plus(Duration.ofMinutes(30)));
    var back = NOON.plus(Duration.ofHours(2));
    outages.end(camera, back);

    mails.write(back.plus(Duration.ofMinutes(4)));
    assertThat(requested()).hasSize(1);
    mails.write(back.plus(Duration.ofMinutes(5)));
    mails.write(back.plus(Duration.ofMinutes(6)));

    assertThat(requested()).hasSize(2);
    var letter = requested().getLast();
    assertThat(letter.kind()).isEqualTo(org.porchlight.identity.MailKind.CAMERA_RESTORED);
    assertThat(letter.parameters()).containsEntry("at.0", Long.toString(back.getEpochSecond()));
  }

  @Test
  void aCameraThatComesAndGoesIsNotSaidToBeBack() {
    outages.begin(camera, NOON, StreamProblem.NO_ANSWER);
    mails.write(NOON.plus(Duration.ofMinutes(30)));
    outages.end(camera, NOON.plus(Duration.ofMinutes(40)));
    outages.begin(camera, NOON.plus(Duration.ofMinutes(42)), StreamProblem.NO_ANSWER);

    mails.write(NOON.plus(Duration.ofMinutes(50)));
    mails.write(NOON.plus(Duration.ofHours(5)));

    assertThat(requested()).hasSize(1);
  }

  @Test
  void aShortOutageIsNoMail() {
    outages.begin(camera, NOON, StreamProblem.NO_ANSWER);
    outages.end(camera, NOON.plus(Duration.ofMinutes(20)));

    mails.write(NOON.plus(Duration.ofHours(1)));

    assertThat(requested()).isEmpty();
  }

  @Test
  void nothingIsSaidOfACameraThatNobodyMayLookThrough() {
    outages.begin(camera, NOON, StreamProblem.NO_ANSWER);
    sharing.off(owner, camera);
    mails.write(NOON.plus(Duration.ofHours(1)));

    var second = camera();
    outages.begin(second, NOON, StreamProblem.NO_ANSWER);
    connections.forget(owner, second);
    mails.write(NOON.plus(Duration.ofHours(1)));

    assertThat(requested()).isEmpty();
    assertThat(outages.open(List.of(camera, second))).isEmpty();
  }

  @Test
  void whatIsOurOwnFaultIsNoLetterToTheOwner() {
    outages.begin(camera, NOON, StreamProblem.MISCONFIGURED);

    mails.write(NOON.plus(Duration.ofHours(1)));

    assertThat(requested()).isEmpty();
  }

  @Test
  void anOwnerMaySwitchTheLettersOff() {
    assertThat(mails.areWanted(owner)).isTrue();
    mails.want(owner, false);
    assertThat(mails.areWanted(owner)).isFalse();
    outages.begin(camera, NOON, StreamProblem.NO_ANSWER);
    mails.write(NOON.plus(Duration.ofHours(1)));
    assertThat(requested()).isEmpty();

    mails.want(owner, true);
    mails.write(NOON.plus(Duration.ofHours(1)));
    assertThat(requested()).hasSize(1);

    mails.want(owner, false);
    outages.end(camera, NOON.plus(Duration.ofHours(2)));
    mails.write(NOON.plus(Duration.ofHours(3)));
    assertThat(requested()).hasSize(1);
  }

  @Test
  void aCameraThatIsSwitchedOnAgainAndStillLostBeginsANewOutage() {
    news.lost(camera, StreamProblem.NO_ANSWER, true);
    awaitOutages(1);
    sharing.off(owner, camera);
    mails.write(NOON);
    assertThat(outages.open(List.of(camera))).isEmpty();

    sharing.on(owner, camera);
    news.lost(camera, StreamProblem.NO_ANSWER, false);

    awaitOutages(2);
    assertThat(outages.open(List.of(camera))).containsKey(camera);
  }

  private void awaitOutages(int count) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> health.outages(camera, Instant.EPOCH).size() == count);
  }

  private CameraId camera() {
    var added = town.proved(owner, town.center, Level.ON_REQUEST);
    var connected =
        connections.set(
            owner,
            added,
            new NewCamera.Stream("rtsp://192.0.43.8" + SECRET_PATH, "admin", "hunter2"));
    assertThat(connected).isInstanceOf(ConnectionCheck.Fine.class);
    return added;
  }

  private List<MailRequested> requested() {
    return events.stream(MailRequested.class)
        .filter(request -> request.to().equals(address))
        .toList();
  }
}
