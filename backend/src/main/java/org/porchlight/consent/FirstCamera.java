package org.porchlight.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Person;
import org.porchlight.identity.SignUp;
import org.porchlight.identity.SignUpAnswer;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.Registration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/// Registers a resident's first camera before there is an account: what was typed waits as a sealed
/// draft, and the button behind the link in the mail makes person, organisation, site, camera and
/// consent at once, or nothing. See docs/decisions/0040-a-camera-before-an-account.md.
@Service
public class FirstCamera {

  private final SignUp signUp;
  private final Drafts drafts;
  private final Registration registration;
  private final Sharing sharing;
  private final TransactionOperations transaction;

  FirstCamera(
      SignUp signUp,
      Drafts drafts,
      Registration registration,
      Sharing sharing,
      TransactionOperations transaction) {
    this.signUp = signUp;
    this.drafts = drafts;
    this.registration = registration;
    this.sharing = sharing;
    this.transaction = transaction;
  }

  /// Finds everything that is wrong at once; if nothing is, keeps the draft and sends the mail.
  ///
  /// @param source address the request came from
  public FirstCameraAnswer leave(String email, CameraDraft draft, String source) {
    var terms = draft.terms();
    var errors = new ArrayList<>(registration.errors(draft.camera()));
    if (terms == null) {
      errors.add(FieldError.of("level", "cameras.level.missing"));
      return new FirstCameraAnswer.Invalid(errors);
    }
    errors.addAll(TermsCheck.errors(terms, Ownership.PRIVATE));
    if (errors.isEmpty()
        && !ConsentText.of(terms.level(), terms.language()).hash().equals(draft.textHash())) {
      errors.add(FieldError.of("textVersion", "consent.textVersion.outdated"));
    }
    if (!errors.isEmpty()) {
      return new FirstCameraAnswer.Invalid(errors);
    }
    return Objects.requireNonNull(
        transaction.execute(_ -> ask(email, draft, terms.language(), source)));
  }

  private FirstCameraAnswer ask(String email, CameraDraft draft, String language, String source) {
    var id = UUID.randomUUID();
    return switch (signUp.requestWithCamera(email, id, language, Drafts.LIFE, source)) {
      case SignUpAnswer.Accepted() -> {
        drafts.put(id, draft);
        yield new FirstCameraAnswer.CheckYourMail();
      }
      case SignUpAnswer.Refused(var field, var why) ->
          new FirstCameraAnswer.Invalid(List.of(FieldError.of(field, "signup.refused." + why)));
    };
  }

  /// The camera that waits for this link. Changes nothing, as mail scanners follow links too.
  ///
  /// @param language of the page, `en` or `es`: words that are new to the reader are shown in it
  /// @return nothing where the link confirms an address only, or does not work
  @Transactional(readOnly = true)
  public Optional<WaitingCamera> look(String token, String language) {
    return signUp.draftOf(token).flatMap(drafts::find).flatMap(draft -> waiting(draft, language));
  }

  /// Follows a link from a mail, also one that confirms an address only.
  ///
  /// @param agreed hash of the words that were on the page with the button; absent where none were
  public LinkAnswer confirm(String token, @Nullable String agreed, String language, String source) {
    return Objects.requireNonNull(
        transaction.execute(status -> confirm(token, agreed, language, source, status)));
  }

  private LinkAnswer confirm(
      String token,
      @Nullable String agreed,
      String language,
      String source,
      TransactionStatus status) {
    var id = signUp.draftOf(token);
    var draft = id.flatMap(drafts::find);
    if (id.isPresent() && draft.isEmpty()) {
      return new LinkAnswer.Gone();
    }
    var waiting = draft.flatMap(found -> waiting(found, language));
    if (waiting.isPresent() && !waiting.get().words().hash().equals(agreed)) {
      return new LinkAnswer.NewWords(waiting.get());
    }
    var newcomer = signUp.welcome(token, source);
    if (newcomer.isEmpty()) {
      return new LinkAnswer.Gone();
    }
    if (draft.isPresent() && waiting.isPresent()) {
      if (!register(newcomer.get().person(), draft.get(), waiting.get().words(), source)) {
        status.setRollbackOnly();
        return new LinkAnswer.Gone();
      }
      drafts.delete(id.get());
    }
    return new LinkAnswer.Confirmed(waiting.isPresent(), newcomer.get().passwordPath());
  }

  private boolean register(Person person, CameraDraft draft, ConsentText words, String source) {
    var owner =
        new Actor(person.id(), person.organisation(), person.roles(), "confirm", null, source);
    var terms = withWords(Objects.requireNonNull(draft.terms()), words);
    return switch (registration.check(owner, draft.camera())) {
      case Registration.Check.Invalid _ -> false;
      case Registration.Check.Fine(var checked) -> {
        var registered = registration.add(owner, checked);
        sharing.first(owner, registered.camera(), terms);
        yield TermsCheck.errors(terms, Ownership.PRIVATE).isEmpty();
      }
    };
  }

  /// The words that were agreed to, as long as they are in use; else those in use, in the language
  /// of the page.
  private static Optional<WaitingCamera> waiting(CameraDraft draft, String language) {
    var terms = draft.terms();
    var address = draft.address();
    if (terms == null || address == null) {
      return Optional.empty();
    }
    var same = ConsentText.of(terms.level(), terms.language());
    var isNew =
        !same.version().equals(terms.textVersion()) || !same.hash().equals(draft.textHash());
    return Optional.of(
        new WaitingCamera(
            address, terms.level(), isNew ? ConsentText.of(terms.level(), language) : same, isNew));
  }

  private static Terms withWords(Terms terms, ConsentText words) {
    return new Terms(
        terms.level(),
        terms.radiusMetres(),
        terms.lowestPriority(),
        terms.audio(),
        terms.preEventSeconds(),
        terms.schedule(),
        words.version(),
        words.language());
  }
}
