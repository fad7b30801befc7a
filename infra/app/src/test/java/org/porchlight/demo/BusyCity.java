package org.porchlight.demo;

import java.net.InetAddress;
import java.util.Set;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.kernel.Place;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.FieldOfView;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.RegistrationAnswer;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// More cameras of the police in the demo city, pulled all the time: for benchmarks only, which
/// start the application with the classes of the tests beside it.
@Component
@ConditionalOnProperty("porchlight.bench.cameras")
public class BusyCity {

  private final DemoCity city;
  private final CameraRegistration registration;
  private final AddressProof proof;
  private final String url;
  private final int cameras;

  BusyCity(
      DemoCity city,
      CameraRegistration registration,
      AddressProof proof,
      @Value("${porchlight.bench.url}") String url,
      @Value("${porchlight.bench.cameras}") int cameras) {
    this.city = city;
    this.registration = registration;
    this.proof = proof;
    this.url = url;
    this.cameras = cameras;
  }

  /// Where simulated cameras may listen, so that the demo city may pull them.
  public static InetAddress cameraAddress() {
    return DemoCameras.simulatorAddress();
  }

  /// Path of one of them.
  public static String path(int camera) {
    return "busy-" + camera;
  }

  /// After the city is built, before it is announced.
  @EventListener
  @Order(0)
  void add(ApplicationReadyEvent ready) {
    var manager = city.actor(DemoPerson.ADMINISTRATOR);
    for (var i = 0; i < cameras; i++) {
      var camera =
          new NewCamera(
              null,
              (1000 + i) + " Quarry Road",
              new Place(33.5 + i * 0.0005, -86.79),
              Relation.MANAGER,
              Set.of(Sees.STREET),
              14,
              "Quarry Road " + i,
              new FieldOfView(90, 90, 60),
              Ownership.POLICE,
              new NewCamera.Stream(url + path(i), null, null));
      switch (registration.register(manager, camera, Terms.usual(Level.ALWAYS, "en"))) {
        case RegistrationAnswer.Registered(_, var site) ->
            proof.byStaff(manager, site, "HP-" + (5000 + i));
        case RegistrationAnswer.Invalid(var errors) ->
            throw new IllegalStateException("no camera of a benchmark: " + errors);
      }
    }
  }
}
