package org.porchlight.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Codes and refresh tokens of phones, by their hashes: a dump of the database opens nothing.
///
/// A code or refresh token works once. Whoever shows one again is either the thief or the one who
/// was robbed, and nobody can tell which: the whole family ends (RFC 9700, section 4.14.2).
@Service
public class TokenFamilies {

  private final JdbcSessions sessions;
  private final JdbcPeople people;
  private final OpenSessions open;
  private final Happenings happenings;
  private final IdentitySettings settings;
  private final Clock clock;

  TokenFamilies(
      JdbcSessions sessions,
      JdbcPeople people,
      OpenSessions open,
      Happenings happenings,
      IdentitySettings settings,
      Clock clock) {
    this.sessions = sessions;
    this.people = people;
    this.open = open;
    this.happenings = happenings;
    this.settings = settings;
    this.clock = clock;
  }

  /// Begins a family for the person who is logged in in the browser. It lives no longer than its
  /// kind may, counted from that log-in.
  ///
  /// @param request whatever the caller needs to check the code later, as JSON
  @Transactional
  public void begin(
      String id,
      Actor actor,
      String clientId,
      Set<String> scopes,
      String code,
      String request,
      Instant codeExpires) {
    var now = clock.instant();
    var loggedInAt =
        sessions.find(actor.session()).map(JdbcSessions.Session::startedAt).orElse(now);
    var staff = actor.roles().stream().anyMatch(Role::needsSecondFactor);
    sessions.insert(
        new JdbcSessions.Session(
            id,
            actor.person(),
            clientId,
            scopes,
            actor.source(),
            loggedInAt,
            actor.secondFactorAt(),
            loggedInAt.plus(staff ? settings.staffFamily() : settings.ownerFamily()),
            staff ? null : settings.ownerFamilyIdle(),
            false));
    sessions.insertCode(code, id, request, now, codeExpires);
  }

  /// Finds what a code stands for. A code that was used ends its family and is not found.
  @Transactional
  public Optional<IssuedCode> ofCode(String code) {
    var stored = sessions.findCode(code);
    if (stored.filter(JdbcSessions.StoredToken::used).isPresent()) {
      reused(stored.get().session(), "code");
      return Optional.empty();
    }
    return stored.flatMap(it ->
        family(it.session())
            .map(family -> new IssuedCode(family, it.request(), it.issuedAt(), it.expiresAt())));
  }

  /// Finds what a refresh token stands for. One that was used ends its family and is not found.
  @Transactional
  public Optional<IssuedRefreshToken> ofRefreshToken(String token) {
    var stored = sessions.findRefreshToken(token);
    if (stored.filter(JdbcSessions.StoredToken::used).isPresent()) {
      reused(stored.get().session(), "refresh");
      return Optional.empty();
    }
    return stored.flatMap(it ->
        family(it.session())
            .map(family -> new IssuedRefreshToken(family, it.issuedAt(), it.expiresAt())));
  }

  /// Exchanges a code for the first refresh token.
  ///
  /// @return false where somebody else did so a moment before; the family has ended then
  @Transactional
  public boolean exchangeCode(String code, String refreshToken, Instant issued, Instant expires) {
    var stored = sessions.findCode(code);
    if (stored.isEmpty()) {
      return false;
    }
    if (!sessions.useCode(code, clock.instant())) {
      reused(stored.get().session(), "code");
      return false;
    }
    return add(stored.get().session(), refreshToken, issued, expires, "login.phone");
  }

  /// Exchanges a refresh token for the next one.
  ///
  /// @return false where somebody else did so a moment before; the family has ended then
  @Transactional
  public boolean rotate(String used, String refreshToken, Instant issued, Instant expires) {
    var stored = sessions.findRefreshToken(used);
    if (stored.isEmpty()) {
      return false;
    }
    if (!sessions.useRefreshToken(used, clock.instant())) {
      reused(stored.get().session(), "refresh");
      return false;
    }
    return add(stored.get().session(), refreshToken, issued, expires, "");
  }

  /// Ends a family; nothing happens where it has ended already.
  @Transactional
  public void revoke(String family) {
    sessions.find(family).ifPresent(session -> end(session, "revoked", "session.end"));
  }

  /// When a refresh token of this family that is made now has to be used at the latest.
  public Instant refreshTokenExpires(TokenFamily family) {
    var idle = family.idle();
    if (idle == null) {
      return family.endsAt();
    }
    var unused = clock.instant().plus(idle);
    return unused.isBefore(family.endsAt()) ? unused : family.endsAt();
  }

  /// Who acts with the tokens of this family, or nothing where the account is disabled.
  public Optional<Actor> actor(TokenFamily family, String source) {
    return people
        .find(family.person())
        .filter(person -> !person.disabled())
        .map(person ->
            new Actor(
                person.id(),
                person.organisation(),
                person.roles(),
                family.id(),
                family.secondFactorAt(),
                source));
  }

  private boolean add(
      String family, String refreshToken, Instant issued, Instant expires, String event) {
    sessions.insertRefreshToken(refreshToken, family, issued, expires);
    if (!event.isEmpty()) {
      sessions
          .find(family)
          .ifPresent(session -> happenings.append(about(session, event, Outcome.DONE)));
    }
    return true;
  }

  private Optional<TokenFamily> family(String id) {
    var now = clock.instant();
    return sessions
        .find(id)
        .filter(session -> !session.ended() && session.endsAt().isAfter(now))
        .flatMap(session -> {
          var client = session.clientId();
          return client == null
              ? Optional.empty()
              : Optional.of(
                  new TokenFamily(
                      session.id(),
                      session.person(),
                      client,
                      session.scopes(),
                      session.startedAt(),
                      session.secondFactorAt(),
                      session.endsAt(),
                      session.idle()));
        });
  }

  private void reused(String family, String kind) {
    sessions
        .find(family)
        .ifPresent(session -> {
          happenings.append(about(session, "token.reuse", Outcome.FAILED).plain("reason", kind));
          end(session, "token used twice", "session.end");
        });
  }

  private void end(JdbcSessions.Session session, String why, String event) {
    if (!session.ended()) {
      happenings.append(about(session, event, Outcome.DONE).plain("reason", why));
      open.end(session.id(), session.person(), why);
    }
  }

  private static AuditEvent about(JdbcSessions.Session session, String event, Outcome outcome) {
    return AuditEvent.of(event, outcome)
        .personal("act", session.person().toString())
        .personal("src", session.source());
  }
}
