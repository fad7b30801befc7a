package org.porchlight.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class PostTests {

  static final URI PORTAL = URI.create("https://cameras.example.gov");
  static final String LOGIN = "porchlight:lamp post 5";

  @TempDir static Path folder;
  static SSLContext localhost;
  static SSLContext elsewhere;

  @Autowired JdbcLetters letters;
  @Autowired JdbcClient jdbc;
  @Autowired AuditLog audit;
  @Autowired PlatformTransactionManager transactions;
  @Autowired TransactionTemplate transaction;

  final ClockByHand clock = new ClockByHand();
  final List<AuditEvent> audited = new ArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeAll
  static void makeCertificates() throws Exception {
    localhost = SmtpSimulator.context(SmtpSimulator.certificate(folder, "localhost"));
    elsewhere = SmtpSimulator.context(SmtpSimulator.certificate(folder, "elsewhere.example"));
  }

  @BeforeEach
  void noLetterWaits() {
    jdbc.sql("DELETE FROM notices.letter").update();
    jdbc.sql("DELETE FROM notices.refused_address").update();
  }

  @Test
  void letterArrivesEncryptedWithItsTextAndTheSameAsHtml() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, LOGIN)) {
      var id = write(confirmation("ana@example.org"));

      round(post(server));

      var received = server.received.getFirst();
      assertThat(received.encrypted()).isTrue();
      assertThat(received.login()).isEqualTo(LOGIN);
      assertThat(received.from()).isEqualTo("bounces@example.gov");
      assertThat(received.to()).isEqualTo("ana@example.org");
      // Nothing was said in the clear but hello.
      assertThat(server.commands.subList(0, 2)).containsExactly("EHLO example.gov", "STARTTLS");

      var message = parsed(received);
      assertThat(message.getSubject()).isEqualTo("Confirme su dirección, señora Ñandú ✓");
      assertThat(message.getFrom())
          .containsExactly(new InternetAddress("letters@example.gov", "Cámaras", "UTF-8"));
      assertThat(message.getMessageID()).isEqualTo("<" + id + "@example.gov>");
      assertThat(message.getSentDate()).isEqualTo(clock.instant());
      assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
      assertThat(message.getContentLanguage()).containsExactly("es");
      assertThat(message.getHeader("List-Unsubscribe")).isNull();
      assertThat(message.getContentType()).startsWith("multipart/alternative");
      var parts = (MimeMultipart) message.getContent();
      assertThat(parts.getCount()).isEqualTo(2);
      assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
      assertThat(((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n"))
          .isEqualTo(confirmation("ana@example.org").text());
      assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
      assertThat((String) parts.getBodyPart(1).getContent())
          .contains("<html lang=\"es\">", "Señora, confirme:", PORTAL + "/confirm?t=a&amp;b=1");
      assertThat(received.content().lines()).allMatch(line -> line.length() <= 998);
      assertThat(letters.waiting().count()).isZero();
      assertThat(counted("sent")).isOne();
    }
  }

  @Test
  void letterThatCanBeSwitchedOffSaysWhere() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      write(
          new Mail(
              "a@example.org",
              "CAMERA_LOST",
              "en",
              "No picture",
              "The switch for these letters:\n" + PORTAL + "/cameras\n"));

      round(post(server));

      assertThat(parsed(server.received.getFirst()).getHeader("List-Unsubscribe", null))
          .isEqualTo("<" + PORTAL + "/cameras>");
    }
  }

  @Test
  void severalLettersTakeOneConnection() throws Exception {
    try (var server = new SmtpSimulator(localhost, true, LOGIN)) {
      for (var i = 0; i < 3; i++) {
        write(confirmation("a" + i + "@example.org"));
      }

      round(post(server, settings(server).encryption(MailEncryption.IMPLICIT)));

      assertThat(server.received).hasSize(3).allMatch(SmtpSimulator.Received::encrypted);
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void lineOfOneDotDoesNotEndTheLetter() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      write(new Mail("a@example.org", "X", "en", "Dots", "before\n.\n..\nafter\n"));

      round(post(server));

      var parts = (MimeMultipart) parsed(server.received.getFirst()).getContent();
      assertThat(((String) parts.getBodyPart(0).getContent()).lines())
          .containsExactly("before", ".", "..", "after");
    }
  }

  @Test
  void serverWithoutEncryptionGetsNothing() throws Exception {
    try (var server = new SmtpSimulator(null, false, null)) {
      write(confirmation("a@example.org"));
      var post = post(server);

      round(post);

      assertThat(server.commands).noneMatch(line -> line.startsWith("MAIL"));
      assertThat(letters.waiting().count()).isOne();
      assertThat(troubles()).contains("NOT_ENCRYPTED");
      assertThat(post.isUp()).isFalse();
      assertThat(post.isStuck()).isFalse();
      clock.forward(Duration.ofMinutes(5));
      assertThat(post.isStuck()).isTrue();
    }
  }

  @Test
  void certificateThatNobodyVouchesForGetsNothing() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, LOGIN)) {
      write(confirmation("a@example.org"));

      round(post(server, settings(server), null));

      assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH"));
      assertThat(letters.waiting().count()).isOne();
      assertThat(troubles()).contains("CERTIFICATE");
    }
  }

  @Test
  void certificateOfAnotherServerGetsNothing() throws Exception {
    for (var encryption : new MailEncryption[] {MailEncryption.STARTTLS, MailEncryption.IMPLICIT}) {
      noLetterWaits();
      var implicit = encryption == MailEncryption.IMPLICIT;
      try (var server = new SmtpSimulator(elsewhere, implicit, LOGIN)) {
        write(confirmation("a@example.org"));

        round(post(server, settings(server).encryption(encryption), elsewhere.getSocketFactory()));

        assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH"));
        assertThat(letters.waiting().count()).isOne();
      }
    }
    assertThat(troubles()).contains("CERTIFICATE");
  }

  @Test
  void refusedLogInKeepsTheLettersAndDoesNotKnockAtOnceAgain() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, "porchlight:changed")) {
      write(confirmation("a@example.org"));
      write(confirmation("b@example.org"));
      var post = post(server);

      round(post);
      round(post);

      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.commands).filteredOn(line -> line.startsWith("AUTH")).hasSize(1);
      assertThat(letters.waiting().count()).isEqualTo(2);
      assertThat(troubles()).contains("LOGIN_REFUSED");
    }
  }

  @Test
  void passwordMayComeFromAFile() throws Exception {
    var file = folder.resolve("password");
    Files.writeString(file, "lamp post 5\n");
    try (var server = new SmtpSimulator(localhost, false, LOGIN)) {
      write(confirmation("a@example.org"));

      round(post(server, settings(server).passwordFile(file)));

      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void letterThatIsNotWantedNowIsTriedAgainLaterAndLater() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer("RCPT", "451 4.7.1 grey").answer("RCPT", "450 4.2.0 grey");
      write(confirmation("a@example.org"));
      var post = post(server);

      round(post);
      clock.forward(Duration.ofSeconds(14));
      round(post);
      assertThat(rcpts(server)).isEqualTo(1);
      clock.forward(Duration.ofSeconds(1));
      round(post);
      clock.forward(Duration.ofSeconds(29));
      round(post);
      assertThat(rcpts(server)).isEqualTo(2);
      assertThat(server.received).isEmpty();
      clock.forward(Duration.ofSeconds(1));
      round(post);

      assertThat(server.received).hasSize(1);
      assertThat(letters.waiting().count()).isZero();
    }
  }

  @Test
  void oneLetterThatIsNotWantedNowDoesNotHoldUpTheNext() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer("RCPT", "452 4.2.2 full");
      write(confirmation("full@example.org"));
      clock.forward(Duration.ofMillis(5));
      write(confirmation("b@example.org"));

      round(post(server));

      assertThat(server.received)
          .extracting(SmtpSimulator.Received::to)
          .containsExactly("b@example.org");
    }
  }

  @Test
  void serverThatClosesIsLeftAloneForAWhile() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer("MAIL", "421 4.3.2 closing");
      write(confirmation("a@example.org"));
      var post = post(server);

      round(post);
      round(post);
      assertThat(server.connections()).isEqualTo(2);
      assertThat(post.isUp()).isFalse();
      clock.forward(Duration.ofSeconds(15));
      round(post);

      assertThat(server.received).hasSize(1);
      assertThat(post.isUp()).isTrue();
    }
  }

  @Test
  void serverThatIsNotThereCostsNoLetter() throws Exception {
    var server = new SmtpSimulator(localhost, false, null);
    server.close();
    write(confirmation("a@example.org"));
    var post = post(server);

    round(post);
    assertThat(post.waiting()).isOne();
    clock.forward(Duration.ofSeconds(15));
    round(post);

    assertThat(post.oldest()).isEqualTo(15);
    assertThat(letters.waiting().count()).isOne();
    clock.forward(Duration.ofDays(1));
    round(post);
    assertThat(letters.waiting().count()).isZero();
    assertThat(counted("given-up")).isOne();
  }

  @Test
  void refusedAddressIsNotTriedAgainAndAfterFiveLettersNoLongerWrittenTo() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      var post = post(server);
      for (var i = 0; i < 5; i++) {
        server.answer("RCPT", "550 5.1.1 no such user");
        write(confirmation("Gone@example.org"));
        round(post);
        clock.forward(Duration.ofHours(1));
        round(post);
        assertThat(rcpts(server)).isEqualTo(i + 1);
      }

      write(confirmation("gone@example.org"));
      write(confirmation("other@example.org"));
      round(post);

      assertThat(server.received)
          .extracting(SmtpSimulator.Received::to)
          .containsExactly("other@example.org");
      assertThat(letters.waiting().count()).isZero();
      assertThat(counted("refused")).isEqualTo(5);
      assertThat(counted("barred")).isOne();
    }
  }

  @Test
  void addressThatTakesALetterIsGoodAgain() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer("RCPT", "550 5.1.1 no such user");
      write(confirmation("a@example.org"));
      round(post(server));
      assertThat(letters.refusals("A@example.org")).isOne();

      write(confirmation("a@example.org"));
      round(post(server));

      assertThat(letters.refusals("a@example.org")).isZero();
    }
  }

  @Test
  void refusalForOurOwnSakeIsNotHeldAgainstTheAddress() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer("RCPT", "550 5.7.1 you are on a list").answer(SmtpSimulator.END, "554 spam");
      write(confirmation("a@example.org"));
      write(confirmation("a@example.org"));

      round(post(server));

      assertThat(letters.refusals("a@example.org")).isZero();
      assertThat(letters.waiting().count()).isZero();
      assertThat(counted("refused")).isEqualTo(2);
      assertThat(troubles()).contains("LETTER_REFUSED");
    }
  }

  @Test
  void refusedSenderKeepsTheLetters() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer("MAIL", "553 5.7.1 not yours");
      write(confirmation("a@example.org"));

      round(post(server));

      assertThat(letters.waiting().count()).isOne();
      assertThat(troubles()).contains("SENDER_REFUSED");
    }
  }

  @Test
  void connectionThatDiesWithinALetterLeavesOneLetterInTheEnd() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer(SmtpSimulator.BODY, SmtpSimulator.HANG_UP);
      write(confirmation("a@example.org"));
      var post = post(server);

      round(post);
      assertThat(server.received).isEmpty();
      clock.forward(Duration.ofSeconds(15));
      round(post);
      clock.forward(Duration.ofHours(2));
      round(post);

      assertThat(server.received).hasSize(1);
      assertThat(counted("sent")).isOne();
    }
  }

  @Test
  void letterWithoutAnAcknowledgementComesAtMostThreeTimesAndUnderOneNumber() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      for (var i = 0; i < 5; i++) {
        server.answer(SmtpSimulator.END, SmtpSimulator.HANG_UP);
      }
      var id = write(confirmation("a@example.org"));
      var post = post(server);

      for (var i = 0; i < 6; i++) {
        round(post);
        clock.forward(Duration.ofMinutes(20));
      }

      assertThat(server.received).hasSize(3);
      for (var copy : server.received) {
        assertThat(parsed(copy).getMessageID()).isEqualTo("<" + id + "@example.gov>");
      }
      assertThat(letters.waiting().count()).isZero();
      assertThat(counted("in-doubt")).isOne();
    }
  }

  @Test
  void slowServerIsNotWaitedForLongerThanSaid() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      server.answer("MAIL", SmtpSimulator.SILENCE).answer("EHLO", SmtpSimulator.SILENCE);
      write(confirmation("a@example.org"));
      var post = post(server, settings(server).answerTimeout(Duration.ofMillis(300)));
      var began = System.nanoTime();

      round(post);
      clock.forward(Duration.ofMinutes(1));
      round(post);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      assertThat(letters.waiting().count()).isOne();
      clock.forward(Duration.ofMinutes(1));
      round(post);
      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void letterOfAProgramThatWasKilledLeavesAfterTheNextStart() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      write(confirmation("a@example.org"));
      var settings = settings(server).made();
      // As far as a program came that was killed while it sent.
      assertThat(letters.claim(clock.instant(), clock.instant().plus(settings.lease())))
          .isPresent();

      round(post(server));
      assertThat(server.received).isEmpty();
      clock.forward(settings.lease());
      round(post(server));

      assertThat(server.received).hasSize(1);
    }
  }

  @Test
  void twoProcessesSendALetterOnce() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      for (var i = 0; i < 20; i++) {
        write(confirmation("a" + i + "@example.org"));
      }
      var one = post(server);
      var other = post(server);

      var beside = Thread.ofPlatform().start(() -> other.round(() -> true));
      round(one);
      beside.join();

      assertThat(server.received)
          .extracting(SmtpSimulator.Received::to)
          .hasSize(20)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void nobodyWaitsForAMailServerInATransaction() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      write(confirmation("a@example.org"));
      var post = post(server);

      assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> round(post)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("transaction");
      assertThat(server.commands).isEmpty();
    }
  }

  @Test
  void letterLeavesByItselfOnceItsTransactionHasCommitted() throws Exception {
    try (var server = new SmtpSimulator(localhost, false, null)) {
      var settings = settings(server).made();
      var loop = new PostLoop(post(server), settings);
      var mailer = new SmtpMailer(letters, loop, clock);
      loop.start();
      try {
        assertThatThrownBy(() ->
                transaction.executeWithoutResult(_ -> {
                  mailer.send(confirmation("never@example.org"));
                  throw new IllegalStateException("rolled back");
                }))
            .hasMessage("rolled back");
        transaction.executeWithoutResult(_ -> mailer.send(confirmation("a@example.org")));

        await().atMost(Duration.ofSeconds(10)).until(() -> server.received.size() == 1);
        assertThat(server.received.getFirst().to()).isEqualTo("a@example.org");
      } finally {
        loop.stop();
      }
    }
  }

  @Test
  void nobodyReadsLettersInTheDatabase() {
    write(confirmation("a@example.org"));

    var sealed = jdbc.sql("SELECT sealed FROM notices.letter").query(byte[].class).single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .doesNotContain("confirm", "example.org");
  }

  @Test
  void mailForMoreThanOneAddressIsRefused() {
    var mailer = new SmtpMailer(letters, new PostLoop(null, settings().made()), clock);

    for (var to : new String[] {"a@example.org, b@example.org", "Ann <a@example.org>", "a"}) {
      assertThatThrownBy(() -> mailer.send(confirmation(to)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(letters.waiting().count()).isZero();
  }

  private UUID write(Mail mail) {
    var id = UUID.randomUUID();
    letters.add(id, clock.instant(), mail);
    return id;
  }

  private static void round(Post post) {
    post.round(() -> true);
  }

  private Post post(SmtpSimulator server) {
    return post(server, settings(server));
  }

  private Post post(SmtpSimulator server, Wishes wishes) {
    return post(server, wishes, localhost.getSocketFactory());
  }

  private Post post(SmtpSimulator server, Wishes wishes, @Nullable SSLSocketFactory authorities) {
    var settings = wishes.made();
    assertThat(settings.serverPort()).isEqualTo(server.port());
    settings.check();
    var session = SmtpLine.session(settings, authorities);
    var mime = new LetterMime(session, settings, PORTAL);
    return new Post(
        letters,
        settings,
        () -> new SmtpLine(settings, session, mime),
        new Troubles(
            event -> {
              audited.add(event);
              return audit.append(event);
            },
            transactions,
            clock),
        clock,
        meters);
  }

  private static Wishes settings() {
    return new Wishes(25, MailEncryption.STARTTLS, null, null, null, Duration.ofSeconds(10));
  }

  private static Wishes settings(SmtpSimulator server) {
    return new Wishes(
        server.port(),
        MailEncryption.STARTTLS,
        server.wantsLogin() ? "porchlight" : null,
        server.wantsLogin() ? "lamp post 5" : null,
        null,
        Duration.ofSeconds(10));
  }

  /// What differs from test to test.
  private record Wishes(
      int port,
      MailEncryption encryption,
      @Nullable String username,
      @Nullable String password,
      @Nullable Path passwordFile,
      Duration answerTimeout) {

    Wishes encryption(MailEncryption other) {
      return new Wishes(port, other, username, password, passwordFile, answerTimeout);
    }

    Wishes passwordFile(Path file) {
      return new Wishes(port, encryption, username, null, file, answerTimeout);
    }

    Wishes answerTimeout(Duration other) {
      return new Wishes(port, encryption, username, password, passwordFile, other);
    }

    SmtpSettings made() {
      return new SmtpSettings(
          "localhost",
          port,
          encryption,
          null,
          username,
          password,
          passwordFile,
          "letters@example.gov",
          "Cámaras",
          "bounces@example.gov",
          Duration.ofSeconds(5),
          answerTimeout,
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofDays(1));
    }
  }

  private static Mail confirmation(String to) {
    return new Mail(
        to,
        "CONFIRM_ADDRESS",
        "es",
        "Confirme su dirección, señora Ñandú ✓",
        "Señora, confirme:\n" + PORTAL + "/confirm?t=a&b=1\n\nMañana será tarde.\n");
  }

  private static MimeMessage parsed(SmtpSimulator.Received received) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(received.content().getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static long rcpts(SmtpSimulator server) {
    return server.commands.stream().filter(line -> line.startsWith("RCPT")).count();
  }

  private double counted(String outcome) {
    return meters.counter("porchlight.mail.letters", "outcome", outcome).count();
  }

  /// What the audit log says about letters that do not leave.
  private List<@Nullable Object> troubles() {
    return audited.stream().map(event -> event.plain().get("reason")).toList();
  }

  static final class ClockByHand extends Clock {

    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
