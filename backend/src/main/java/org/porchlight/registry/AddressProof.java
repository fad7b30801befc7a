package org.porchlight.registry;

import java.time.Instant;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// Shows that an account really has to do with a site: staff who came by, or a code in a letter.
/// Staff are administrators, who may not view: police never see a site that is not proved.
@Service
public class AddressProof {

  /// A code to be printed in the letter; only its hash is kept.
  public record LetterCode(String code, Instant validUntil) {

    @Override
    public String toString() {
      return "LetterCode[redacted]";
    }
  }

  /// Proves a site because staff was there.
  ///
  /// @param decal number of the sticker put up at the site
  public ProofAnswer byStaff(Actor staff, SiteId site, String decal) {
    throw new UnsupportedOperationException();
  }

  public LetterCode issueLetter(Actor staff, SiteId site) {
    throw new UnsupportedOperationException();
  }

  public ProofAnswer byCode(Actor owner, SiteId site, String code) {
    throw new UnsupportedOperationException();
  }

  /// Ends the proof: the owner moved out, or staff took it back. The cameras of the site disappear
  /// from police at once.
  public void end(Actor ownerOrStaff, SiteId site) {
    throw new UnsupportedOperationException();
  }
}
