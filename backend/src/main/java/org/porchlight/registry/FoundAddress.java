package org.porchlight.registry;

import org.porchlight.kernel.Place;

/// An address that a search found, in the words of whoever knows it, and about where it is. It only
/// moves the pin: the pin is the truth.
public record FoundAddress(String name, Place place) {

  private static final int LONGEST = 200;

  public FoundAddress {
    name = name.strip();
    name = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  @Override
  public String toString() {
    return "FoundAddress[redacted]";
  }
}
