package org.porchlight.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Level;
import org.porchlight.kernel.Place;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class CellsTests {

  /// Each test has midnights of its own, later than all before: tests share a database.
  private static Instant last = Instant.parse("2100-01-01T06:00:00Z");

  @Autowired BeanFactory beans;
  @Autowired PoliceRegistry police;
  @Autowired OwnerCameras owners;
  @Autowired AddressProof proof;
  @Autowired JdbcClient jdbc;

  Town town;
  Place middle;

  @BeforeEach
  void aTown() {
    town = new Town(beans);
    middle = cellOf(town.center).middle();
  }

  @Test
  void fewerThanFiveAreNotSaidAndMoreInStepsOfFive() {
    register(4, middle);
    assertThat(atNextMidnight()).isEmpty();

    register(1, middle);
    assertThat(atNextMidnight()).containsExactly(cell(5));

    register(4, middle);
    assertThat(atNextMidnight()).containsExactly(cell(5));

    register(1, middle);
    assertThat(atNextMidnight()).containsExactly(cell(10));
  }

  @Test
  void whatIsRegisteredTodayChangesNothingUntilTomorrow() {
    register(5, middle);
    atNextMidnight();

    register(20, middle);
    // Also when another node, or the same after a restart, counts again.
    police.countCells(last, last.plusSeconds(40_000));
    police.countCells(last.minus(Duration.ofDays(1)), last.plusSeconds(40_000));

    assertThat(police.cells(town.agency)).containsExactly(cell(5));
    assertThat(atNextMidnight()).containsExactly(cell(25));
  }

  @Test
  void aCountThatComesLateDoesNotCountWhatCameAfterMidnight() {
    register(7, middle);
    last = last.plus(Duration.ofDays(1));
    jdbc.sql(
            """
            UPDATE registry.camera SET registered_at = :after
             WHERE id IN (SELECT id FROM registry.camera WHERE agency_id = :agency LIMIT 3)
            """)
        .param("after", java.sql.Timestamp.from(last.plusSeconds(1)))
        .param("agency", town.agency.value())
        .update();

    police.countCells(last, last.plusSeconds(30_000));

    assertThat(police.cells(town.agency)).isEmpty();
  }

  @Test
  void unprovedCamerasAndThoseOfOthersAreNotCounted() {
    register(4, middle);
    for (int i = 0; i < 5; i++) {
      town.unproved(town.owner(), middle.walk(60 + i, 200), Level.ALWAYS);
    }
    assertThat(atNextMidnight()).isEmpty();
    assertThat(police.cells(new Town(beans).agency)).isEmpty();
  }

  @Test
  void theGridIsTheSameInWordsAndInNumbersAndNoCellIsNarrower() {
    for (var place :
        List.of(
            new Place(33.52, -86.81),
            new Place(-33.9, 151.2),
            new Place(64.1, -21.9),
            new Place(-0.001, 0.001))) {
      var cell = cellOf(place);
      var southWest = cell.southWest();
      var northEast = cell.northEast();
      assertThat(place.latitude()).isBetween(southWest.latitude(), northEast.latitude());
      assertThat(place.longitude()).isBetween(southWest.longitude(), northEast.longitude());
      for (var latitude : List.of(southWest.latitude(), northEast.latitude())) {
        assertThat(
                new Place(latitude, southWest.longitude())
                    .metresTo(new Place(latitude, northEast.longitude())))
            .isGreaterThan(499.9);
      }
      assertThat(southWest.metresTo(new Place(northEast.latitude(), southWest.longitude())))
          .isGreaterThan(499.9);
    }
  }

  private void register(int many, Place around) {
    for (int i = 0; i < many; i++) {
      registered++;
      town.proved(
          town.owner(), around.walk(3 * registered, 13 * registered), Level.DURING_INCIDENTS);
    }
  }

  private int registered;

  private List<CameraCell> atNextMidnight() {
    last = last.plus(Duration.ofDays(1));
    police.countCells(last, last);
    return police.cells(town.agency);
  }

  private CameraCell cell(int atLeast) {
    var here = cellOf(middle);
    return new CameraCell(here.row(), here.column(), atLeast);
  }

  /// Worked out on its own, from what the grid is.
  private static CameraCell cellOf(Place place) {
    var row = (int) Math.floor(place.latitude() * 111_194.9 / 500);
    var edge = Math.max(Math.abs(row), Math.abs(row + 1)) * 500 / 111_194.9;
    var column =
        (int) Math.floor(place.longitude() * 111_194.9 * Math.cos(Math.toRadians(edge)) / 500);
    return new CameraCell(row, column, 5);
  }
}
