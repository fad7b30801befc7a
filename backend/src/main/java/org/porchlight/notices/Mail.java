package org.porchlight.notices;

/// A letter, ready to go.
///
/// @param to one e-mail address
/// @param kind what it is about, for example `CONFIRM_EMAIL`
/// @param language `en` or `es`
/// @param subject one line
/// @param text plain text
public record Mail(String to, String kind, String language, String subject, String text) {

  public Mail {
    if (to.isBlank() || to.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a mail needs one address");
    }
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a subject is one line");
    }
  }

  @Override
  public String toString() {
    return "Mail[" + kind + ", " + language + "]";
  }
}
