package org.porchlight.portal.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.access.CityCells;
import org.porchlight.identity.People;
import org.porchlight.identity.Role;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.registry.CameraCell;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = CoverageView.class)
@WithActor(Role.ANALYST)
class CoverageViewTest extends SpringBrowserlessTest {

  @TestConfiguration
  @Import({Viewer.class, CurrentActor.class})
  static class Parts {

    @Bean
    MapSettings map() {
      return new MapSettings(null, "", 33.52, -86.81, 15);
    }
  }

  @MockitoBean CityCells cells;
  @MockitoBean People people;

  @Test
  void listSaysWhatTheMapShows() {
    given(cells.of(any()))
        .willReturn(List.of(new CameraCell(7454, -16095, 15), new CameraCell(7455, -16095, 5)));

    var view = navigate(CoverageView.class);

    assertThat(view.list.getElement().getTextRecursively())
        .contains("At least 15 cameras", "At least 5 cameras");
    assertThat(view.map.getElement().getPropertyRaw("markers").toString())
        .contains("At least 15 cameras", "At least 5 cameras");
    assertThat(view.none.isVisible()).isFalse();
  }

  @Test
  void withoutAnySquareItSaysWhy() {
    given(cells.of(any())).willReturn(List.of());

    var view = navigate(CoverageView.class);

    assertThat(view.none.isVisible()).isTrue();
  }
}
