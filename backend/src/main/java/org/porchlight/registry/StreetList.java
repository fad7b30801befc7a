package org.porchlight.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.porchlight.kernel.Place;
import tools.jackson.databind.JsonNode;

/// The streets of a city as a list of lines. It knows no houses: a number is counted along the
/// street from its first end, five metres each, which is near enough to drag the pin the rest.
final class StreetList implements AddressSource {

  private static final double METRES_PER_NUMBER = 5;
  private static final Pattern NUMBER =
      Pattern.compile("^([0-9]{1,5})\\s+(?=\\D|[0-9]+(?:st|nd|rd|th))");

  private final List<Street> streets;

  private StreetList(List<Street> streets) {
    this.streets = streets;
  }

  /// @param pieces each a line of at least two places
  private record Street(String name, List<List<Place>> pieces) {

    Place at(double metres) {
      var left = metres;
      Place last = pieces.getFirst().getFirst();
      for (var piece : pieces) {
        for (int i = 1; i < piece.size(); i++) {
          var from = piece.get(i - 1);
          var to = piece.get(i);
          var length = from.metresTo(to);
          if (left <= length && length > 0) {
            return between(from, to, left / length);
          }
          left -= length;
          last = to;
        }
      }
      return last;
    }

    double length() {
      var sum = 0.0;
      for (var piece : pieces) {
        for (int i = 1; i < piece.size(); i++) {
          sum += piece.get(i - 1).metresTo(piece.get(i));
        }
      }
      return sum;
    }

    private static Place between(Place from, Place to, double share) {
      return new Place(
          from.latitude() + (to.latitude() - from.latitude()) * share,
          from.longitude() + (to.longitude() - from.longitude()) * share);
    }
  }

  /// Reads the named lines of a GeoJSON feature collection.
  static StreetList read(JsonNode collection) {
    var pieces = new TreeMap<String, List<List<Place>>>();
    for (var feature : collection.path("features")) {
      var name = feature.path("properties").path("name").asString("");
      var shape = feature.path("geometry");
      if (!name.isEmpty() && shape.path("type").asString("").equals("LineString")) {
        var line = new ArrayList<Place>();
        for (var corner : shape.path("coordinates")) {
          line.add(new Place(corner.path(1).asDouble(), corner.path(0).asDouble()));
        }
        if (line.size() > 1) {
          pieces.computeIfAbsent(name, _ -> new ArrayList<>()).add(line);
        }
      }
    }
    return new StreetList(
        pieces.entrySet().stream().map(one -> new Street(one.getKey(), one.getValue())).toList());
  }

  @Override
  public List<FoundAddress> find(String typed, String language) {
    var first = typed.split(",", 2)[0].strip().toLowerCase(Locale.ROOT);
    var number = NUMBER.matcher(first);
    var house = number.find() ? number.group(1) : "";
    var wanted = first.substring(house.length()).strip();
    if (wanted.length() < 2) {
      return List.of();
    }
    return streets.stream()
        .filter(street -> street.name().toLowerCase(Locale.ROOT).contains(wanted))
        .sorted(
            Comparator.comparing(
                    (Street street) -> !street.name().toLowerCase(Locale.ROOT).startsWith(wanted))
                .thenComparing(Street::name))
        .limit(AddressSearch.MOST)
        .map(street -> house.isEmpty() ? middle(street) : house(street, house))
        .toList();
  }

  private static FoundAddress middle(Street street) {
    return new FoundAddress(street.name(), street.at(street.length() / 2));
  }

  private static FoundAddress house(Street street, String number) {
    return new FoundAddress(
        number + " " + street.name(), street.at(Integer.parseInt(number) * METRES_PER_NUMBER));
  }
}
