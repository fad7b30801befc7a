package org.porchlight.consent;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.identity.Actor;
import org.porchlight.identity.SignUp;
import org.porchlight.kernel.SealedBox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps what was typed about a camera until it is registered, for at most seven days, sealed. A
/// draft is seen by whoever typed it, and by nobody else: no query of the police reads it. See
/// docs/decisions/0040-a-camera-before-an-account.md.
@Service
@Transactional
public class Drafts {

  static final Duration LIFE = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

  private final JdbcDrafts drafts;
  private final SignUp signUp;
  private final SealedBox box;
  private final JsonMapper json;
  private final Clock clock;

  Drafts(JdbcDrafts drafts, SignUp signUp, SealedBox box, JsonMapper json, Clock clock) {
    this.drafts = drafts;
    this.signUp = signUp;
    this.box = box;
    this.json = json;
    this.clock = clock;
  }

  /// Keeps what an owner has typed so far, in place of what was kept before: it outlives the
  /// session.
  public void keep(Actor owner, CameraDraft draft) {
    put(owner.person().value(), draft);
  }

  /// What the owner typed last and did not register.
  @Transactional(readOnly = true)
  public Optional<CameraDraft> kept(Actor owner) {
    return find(owner.person().value());
  }

  /// It was registered, or is not wanted any more.
  public void forget(Actor owner) {
    drafts.delete(owner.person().value());
  }

  /// What was typed before the owner logged in, with a link that went to the owner's own address.
  @Transactional(readOnly = true)
  public Optional<CameraDraft> ofLink(Actor owner, String token) {
    return signUp.draftFor(owner.person(), token).flatMap(this::find);
  }

  void put(UUID id, CameraDraft draft) {
    drafts.put(
        id, box.seal(json.writeValueAsBytes(draft), context(id)), clock.instant().plus(LIFE));
  }

  Optional<CameraDraft> find(UUID id) {
    return drafts.find(id, clock.instant()).flatMap(sealed -> open(id, sealed));
  }

  void delete(UUID id) {
    drafts.delete(id);
  }

  @Scheduled(initialDelayString = "PT9M", fixedDelayString = "PT6H")
  void sweep() {
    drafts.deleteExpired(clock.instant());
  }

  /// A draft that was kept by an older program, or sealed with another key, is as good as none.
  private Optional<CameraDraft> open(UUID id, byte[] sealed) {
    try {
      return Optional.of(json.readValue(box.open(sealed, context(id)), CameraDraft.class));
    } catch (JacksonException | SealedBox.CannotOpen unreadable) {
      LOG.warn("A draft cannot be read: {}", unreadable.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private static String[] context(UUID id) {
    return new String[] {"consent.draft", id.toString()};
  }
}
