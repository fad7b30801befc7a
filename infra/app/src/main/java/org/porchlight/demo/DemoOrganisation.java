package org.porchlight.demo;

import java.util.List;
import java.util.UUID;
import org.porchlight.identity.Agency;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.kernel.Area;
import org.porchlight.kernel.Place;

/// The organisations of the demo city. Their ids are fixed, so that a second start finds them.
final class DemoOrganisation {

  static final OrganisationId POLICE = id(1);
  static final OrganisationId HOUSING = id(2);
  static final OrganisationId MARKET = id(3);
  static final OrganisationId DELGADO = id(4);
  static final OrganisationId OVERSIGHT = id(5);

  private DemoOrganisation() {}

  /// The city limits: the whole of the map.
  static Agency police() {
    return new Agency(
        POLICE,
        "Harbor Point Police",
        new Area(
            List.of(
                new Place(33.4836, -86.8586),
                new Place(33.4836, -86.7615),
                new Place(33.5552, -86.7615),
                new Place(33.5552, -86.8586))));
  }

  static List<Organisation> others() {
    return List.of(
        new Organisation(
            HOUSING, "Harbor Point Housing Authority", OrganisationKind.HOUSING_AUTHORITY),
        new Organisation(MARKET, "Baker's Corner Market", OrganisationKind.BUSINESS),
        new Organisation(DELGADO, "Rosa Delgado", OrganisationKind.RESIDENT),
        new Organisation(OVERSIGHT, "Civilian Oversight Board", OrganisationKind.OTHER));
  }

  private static OrganisationId id(int number) {
    return new OrganisationId(new UUID(0x44454d4f00004000L, 0x8000000000000000L + number));
  }
}
