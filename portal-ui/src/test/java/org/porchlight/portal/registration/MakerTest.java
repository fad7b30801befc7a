package org.porchlight.portal.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.porchlight.registry.StreamAddress;

class MakerTest {

  /// Those that cameras on the internet may have unless the center decides otherwise.
  static final Set<Integer> PORTS = Set.of(80, 81, 88, 322, 443, 554, 7441, 7447, 8080, 8554);

  @Test
  void manyMakersAreDescribedAndInOrder() {
    assertThat(Maker.all()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(Maker.all().stream().map(Maker::name).toList())
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.comparing(name -> name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void everyDescriptionIsInBothLanguages() {
    assertThat(Maker.all())
        .allSatisfy(maker -> {
          assertThat(maker.where()).containsOnlyKeys("en", "es");
          assertThat(maker.where().values()).doesNotHaveDuplicates().noneMatch(String::isBlank);
        });
  }

  @Test
  void everyAddressIsOneThatMayBeTyped() {
    assertThat(Maker.all())
        .allSatisfy(maker ->
            assertThat(
                    Stream.of(maker.mainAt("203.0.113.20"), maker.subAt("203.0.113.20"))
                        .flatMap(java.util.Optional::stream))
                .allSatisfy(address -> {
                  assertThat(StreamAddress.parse(address))
                      .as("%s", address)
                      .isInstanceOf(StreamAddress.Parsed.Address.class);
                  var parsed = (StreamAddress.Parsed.Address) StreamAddress.parse(address);
                  assertThat(parsed.address().host()).isEqualTo("203.0.113.20");
                  assertThat(PORTS).contains(parsed.address().port());
                  assertThat(parsed.login()).isNull();
                }));
  }

  @Test
  void whoGivesNoStreamHasNoAddress() {
    assertThat(Maker.all())
        .filteredOn(maker -> maker.gives() == Maker.Gives.NONE)
        .isNotEmpty()
        .allSatisfy(maker -> {
          assertThat(maker.main()).isNull();
          assertThat(maker.sub()).isNull();
          assertThat(maker.looks()).isNull();
        });
  }

  @Test
  void whatIsSaidToComeFromSomebodyNamesThePage() {
    assertThat(Maker.all())
        .allSatisfy(maker -> {
          if (maker.describedBy() == Maker.Described.NOBODY) {
            assertThat(maker.source()).isNull();
          } else {
            assertThat(maker.source()).startsWith("https://");
          }
        });
  }
}
