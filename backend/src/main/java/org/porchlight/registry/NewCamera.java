package org.porchlight.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// What a person typed to register a camera; nothing in it is checked yet. The e-mail address is
/// the account's, and the sharing level comes with the consent.
///
/// @param site an own site to add the camera to; absent for a new site at `address`
/// @param address postal address of a new site
/// @param place where the pin stands
/// @param relation what the person has to do with a new site
/// @param sees at least one
/// @param overwriteDays 1 to 365
/// @param name optional
/// @param view optional
/// @param ownership police cameras can only be registered by an administrator of an agency
/// @param stream optional: how to reach the picture
public record NewCamera(
    @Nullable SiteId site,
    @Nullable String address,
    @Nullable Place place,
    @Nullable Relation relation,
    Set<Sees> sees,
    @Nullable Integer overwriteDays,
    @Nullable String name,
    @Nullable FieldOfView view,
    Ownership ownership,
    @Nullable Stream stream) {

  /// After how many days most recorders begin to overwrite what they hold.
  public static final int USUAL_OVERWRITE_DAYS = 7;

  public NewCamera {
    sees = Set.copyOf(sees);
  }

  /// How to reach the picture, as typed.
  ///
  /// @param address may carry user and password; they are split off and sealed
  /// @param user optional
  /// @param password optional
  /// @param certificate optional: the one that the person was shown and confirmed
  public record Stream(
      String address,
      @Nullable String user,
      @Nullable String password,
      @Nullable CertificatePin certificate) {

    /// With a certificate that needs no confirming, or none.
    public Stream(String address, @Nullable String user, @Nullable String password) {
      this(address, user, password, null);
    }

    @Override
    public String toString() {
      return "Stream[redacted]";
    }
  }
}
