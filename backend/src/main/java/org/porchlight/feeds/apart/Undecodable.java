package org.porchlight.feeds.apart;

/// What should have been a picture is none.
final class Undecodable extends Exception {

  private static final long serialVersionUID = 1L;

  Undecodable(String why) {
    super(why);
  }

  static int check(int answer, String deed) throws Undecodable {
    if (answer < 0) {
      throw new Undecodable(deed + ": error " + answer);
    }
    return answer;
  }
}
