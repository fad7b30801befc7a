package org.porchlight.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.AdministratorsOnly;
import org.porchlight.identity.Role;
import org.porchlight.registry.ProofAnswer.Why;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Shows that an account really has to do with a site: staff who came by, or a code in a letter.
/// Staff are administrators, who may not view, of the agency that answers for the site: police
/// never see a site that is not proved. Everything is in the audit log, refusals too.
@Service
@Transactional
public class AddressProof {

  /// Cameras of two accounts this near are looked at by staff, in metres.
  static final double DUPLICATE = 25;

  /// Cameras of two accounts this near are one camera, in metres.
  private static final double SAME_CAMERA = 2;

  private static final Duration LETTER_HOLDS = Duration.ofDays(60);
  private static final int MOST_ATTEMPTS = 5;
  private static final int LETTERS = 10;

  /// Without the ones that look alike on paper. 10 of 30 are 49 bits, for five attempts.
  private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

  private final JdbcSites sites;
  private final JdbcCameras cameras;
  private final ProofStaff proofStaff;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  AddressProof(
      JdbcSites sites,
      JdbcCameras cameras,
      ProofStaff proofStaff,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.sites = sites;
    this.cameras = cameras;
    this.proofStaff = proofStaff;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// A code to be printed in the letter; only its hash is kept.
  public record LetterCode(String code, Instant validUntil) {

    @Override
    public String toString() {
      return "LetterCode[redacted]";
    }
  }

  /// Proves a site because staff was there.
  ///
  /// @param decal number of the sticker put up at the site, 1 to 40 characters
  /// @throws AdministratorsOnly for anybody else
  /// @throws SiteNotFound if there is none, or another agency answers for it
  public ProofAnswer byStaff(Actor staff, SiteId id, String decal) {
    var site = forStaff(staff, id);
    var number = decal.strip();
    var why = againstStaff(staff, site, number);
    return why == null
        ? prove(staff, site, SiteProof.How.STAFF, number)
        : refused(staff, site, why);
  }

  /// Makes the code for a letter to the site. An earlier one no longer counts.
  ///
  /// @throws AdministratorsOnly for anybody else
  /// @throws SiteNotFound if there is none, or another agency answers for it
  public LetterCode issueLetter(Actor staff, SiteId id) {
    var site = forStaff(staff, id);
    var code = new StringBuilder();
    for (int i = 0; i < LETTERS; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    var until = clock.instant().plus(LETTER_HOLDS);
    sites.putLetter(id, hash(id, code.toString()), until);
    log.append(
        Entries.by(staff, "site.proof.letter", Outcome.DONE)
            .personal("site", site.id().toString()));
    return new LetterCode(code.toString(), until);
  }

  /// Proves an own site with the code from the letter. After five wrong codes a new letter is
  /// needed.
  ///
  /// @param code as typed; case, blanks and hyphens do not matter
  /// @throws SiteNotFound if it is not the person's own
  public ProofAnswer byCode(Actor owner, SiteId id, String code) {
    var site = own(owner, id);
    if (site.proof() instanceof SiteProof.Proved) {
      return refused(owner, site, Why.ALREADY_PROVED);
    }
    var letter = sites.attempt(id);
    if (letter.attempts() > MOST_ATTEMPTS) {
      return refused(owner, site, Why.TOO_MANY_ATTEMPTS);
    }
    var typed = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    var expected = letter.hash();
    if (expected == null || !expected.equals(hash(id, typed))) {
      return refused(owner, site, Why.WRONG_CODE);
    }
    var until = letter.until();
    if (until == null || clock.instant().isAfter(until)) {
      return refused(owner, site, Why.CODE_EXPIRED);
    }
    if (provedByAnother(site, DUPLICATE)) {
      return refused(owner, site, Why.PROVED_BY_ANOTHER);
    }
    return prove(owner, site, SiteProof.How.LETTER, null);
  }

  /// Ends the proof: the owner moved out, or staff took it back. The cameras of the site disappear
  /// from police at once. Doing it twice is harmless.
  ///
  /// @throws SiteNotFound if there is none, or it is somebody else's and the person is not staff of
  ///   the agency that answers for it
  public void end(Actor ownerOrStaff, SiteId id) {
    var own = found(id).owner().equals(ownerOrStaff.person());
    var site =
        ownerOrStaff.is(Role.ADMINISTRATOR) && !own
            ? forStaff(ownerOrStaff, id)
            : own(ownerOrStaff, id);
    var now = clock.instant();
    if (sites.endProof(id, now)) {
      record(ownerOrStaff, site, "site.proof.ended");
      events.publishEvent(new SiteProofChanged(id, false, now));
    }
  }

  private @Nullable Why againstStaff(Actor staff, Site site, String decal) {
    if (site.proof() instanceof SiteProof.Proved) {
      return Why.ALREADY_PROVED;
    }
    if (decal.isEmpty() || decal.length() > 40) {
      return Why.DECAL_MISSING;
    }
    if (sites.decalIsInUse(decal)) {
      return Why.DECAL_IN_USE;
    }
    if (site.owner().equals(staff.person())
        && cameras.ofSite(site.id()).stream()
            .anyMatch(camera -> camera.ownership() == Ownership.PRIVATE)) {
      return Why.OWN_SITE;
    }
    return provedByAnother(site, SAME_CAMERA) ? Why.PROVED_BY_ANOTHER : null;
  }

  private ProofAnswer prove(Actor who, Site site, SiteProof.How how, @Nullable String decal) {
    var proof = new SiteProof.Proved(clock.instant(), how, decal);
    if (!sites.prove(site.id(), proof)) {
      return refused(who, site, Why.ALREADY_PROVED);
    }
    record(who, site, "site.proof.given");
    events.publishEvent(new SiteProofChanged(site.id(), true, proof.at()));
    return new ProofAnswer.Proved(
        new Site(
            site.id(),
            site.owner(),
            site.organisation(),
            site.address(),
            site.place(),
            site.relation(),
            proof));
  }

  private ProofAnswer refused(Actor who, Site site, Why why) {
    log.append(
        Entries.by(who, "site.proof.refused", Outcome.DENY)
            .personal("site", site.id().toString())
            .plain("reason", why.name()));
    return new ProofAnswer.Refused(why);
  }

  /// One entry for each camera, because it concerns what police see of each.
  private void record(Actor who, Site site, String event) {
    for (var camera : cameras.ofSite(site.id())) {
      log.append(
          Entries.by(who, event, Outcome.DONE)
              .camera(camera.id().toString())
              .personal("site", site.id().toString()));
    }
  }

  private boolean provedByAnother(Site site, double metres) {
    return cameras.ofSite(site.id()).stream()
        .flatMap(camera -> cameras.ofOthersWithin(camera.place(), metres, site.owner()).stream())
        .anyMatch(Camera::proved);
  }

  private Site forStaff(Actor staff, SiteId id) {
    proofStaff.require(staff);
    var site = found(id);
    if (!proofStaff.answersFor(staff, id)) {
      throw new SiteNotFound(id);
    }
    return site;
  }

  private Site own(Actor owner, SiteId id) {
    var site = found(id);
    if (!site.owner().equals(owner.person())) {
      throw new SiteNotFound(id);
    }
    return site;
  }

  private Site found(SiteId id) {
    return sites.find(id).orElseThrow(() -> new SiteNotFound(id));
  }

  private static String hash(SiteId site, String code) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest((site + ":" + code).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }
}
