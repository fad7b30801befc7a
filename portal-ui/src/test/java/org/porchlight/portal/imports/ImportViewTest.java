package org.porchlight.portal.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Level;
import org.porchlight.identity.Role;
import org.porchlight.imports.CameraImport;
import org.porchlight.imports.ImportAnswer;
import org.porchlight.imports.ImportColumn;
import org.porchlight.imports.ImportId;
import org.porchlight.imports.ImportRow;
import org.porchlight.imports.Imports;
import org.porchlight.imports.Preview;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.center.Background;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = ImportView.class)
@WithActor(Role.OWNER)
class ImportViewTest extends SpringBrowserlessTest {

  @TestConfiguration
  static class AtOnce {

    @Bean
    @Primary
    Background background() {
      return new Background(Runnable::run);
    }
  }

  private static final Instant AT = Instant.parse("2026-11-02T09:00:00Z");
  private static final Preview.Table FINE = new Preview.Table("estate.csv", rows(false), 0, 2);
  private static final Preview.Table WRONG = new Preview.Table("estate.csv", rows(true), 1, 2);

  @MockitoBean Imports imports;
  ImportView view;

  @BeforeEach
  void nothingWasImportedYet() {
    given(imports.wrongRows(any(), any(), any(), any())).willReturn(new byte[] {1});
    given(imports.of(any())).willReturn(List.of());
    given(imports.template(any())).willReturn(new byte[] {1});
  }

  @Test
  void whatIsWrongIsSaidWithLineAndColumnAndNothingCanBeRegistered() {
    read(WRONG);

    assertThat(words(view.preview))
        .contains("1 of 2 lines have something wrong")
        .contains("7")
        .contains("longitude")
        .contains("-8x")
        .contains("This is not a number.")
        .contains("Download the lines to mend");
    assertThat(view.agreeing.isVisible()).isFalse();
  }

  @Test
  void aFileThatIsNoTableSaysWhatToDo() {
    read(new Preview.Unreadable(FieldError.of("file", "imports.file.not-a-table")));

    assertThat(words(view.preview)).contains("choose “Save as” and then CSV");
    assertThat(view.agreeing.isVisible()).isFalse();
  }

  @Test
  void nothingIsRegisteredBeforeSomebodyAgreed() {
    read(FINE);
    assertThat(view.register.getText()).isEqualTo("Register 2 cameras");

    test(view.register).click();
    runPendingSignalsTasks();

    then(imports).should(never()).register(any(), any(), any());
    assertThat(view.errors.isVisible()).isTrue();
    assertThat(view.register.isEnabled()).isTrue();
  }

  @Test
  void whatWasReadIsRegisteredOnceAgreed() {
    read(FINE);
    var done = made(null);
    given(imports.register(any(), eq(FINE), any())).willReturn(new ImportAnswer.Done(done));
    given(imports.of(any())).willReturn(List.of(done));

    agree();
    test(view.register).click();
    runPendingSignalsTasks();

    assertThat(words(view.outcome)).contains("2 cameras of estate.csv are registered");
    assertThat(view.agreeing.isVisible()).isFalse();
    assertThat(view.preview.isVisible()).isFalse();
    assertThat(words(view.past)).contains("estate.csv");
  }

  @Test
  void whatHasChangedSinceIsShownAnew() {
    read(FINE);
    given(imports.register(any(), eq(FINE), any())).willReturn(new ImportAnswer.Changed(WRONG));

    agree();
    test(view.register).click();
    runPendingSignalsTasks();

    assertThat(words(view.outcome)).contains("Nothing was registered");
    assertThat(words(view.preview)).contains("1 of 2 lines");
    assertThat(view.agreeing.isVisible()).isFalse();
  }

  @Test
  void whenItFailsEverythingIsStillThere() {
    read(FINE);
    given(imports.register(any(), any(), any())).willThrow(new IllegalStateException("no disk"));

    agree();
    test(view.register).click();
    runPendingSignalsTasks();

    assertThat(words(view.outcome)).contains("Nothing was registered");
    assertThat(view.agreeing.isVisible()).isTrue();
    assertThat(view.register.isEnabled()).isTrue();
  }

  @Test
  void takingBackAsksFirstAndSaysWhatStays() {
    var made = made(null);
    given(imports.of(any())).willReturn(List.of(made)).willReturn(List.of(made(AT)));
    given(imports.mayBeUndone(made)).willReturn(true);
    given(imports.undo(any(), eq(made.id()), any())).willReturn(new Imports.Undone(1, 1));
    view = navigate(ImportView.class);

    test(find(Button.class, view.past).single()).click();
    then(imports).should(never()).undo(any(), any(), any());
    test(find(ConfirmDialog.class).single()).confirm();
    runPendingSignalsTasks();

    assertThat(words(view.outcome)).contains("1 cameras were deleted. 1 stay");
    assertThat(find(Button.class, view.past).exists()).isFalse();
  }

  @Test
  void whatIsTooOldCannotBeTakenBack() {
    var old = new CameraImport(made(null).id(), "old.csv", 2, AT, AT, null);
    given(imports.of(any())).willReturn(List.of(old));

    view = navigate(ImportView.class);

    assertThat(words(view.past)).contains("old.csv");
    assertThat(find(Button.class, view.past).exists()).isFalse();
  }

  private void read(Preview preview) {
    view = navigate(ImportView.class);
    given(imports.preview(any(), any(), any())).willReturn(preview);
    view.read("estate.csv", new byte[] {1});
  }

  private void agree() {
    view.terms.level.setValue(Level.DURING_INCIDENTS);
    view.terms.agree.setValue(true);
  }

  private static CameraImport made(@Nullable Instant undone) {
    return new CameraImport(new ImportId(new UUID(1, 2)), "estate.csv", 2, AT, AT, undone);
  }

  private static List<ImportRow> rows(boolean wrong) {
    var cells = Map.of(ImportColumn.ADDRESS, "1 Elm", ImportColumn.LONGITUDE, "-8x");
    Map<ImportColumn, List<FieldError>> errors =
        wrong
            ? Map.of(
                ImportColumn.LONGITUDE, List.of(FieldError.of("longitude", "imports.number.wrong")))
            : Map.of();
    return List.of(new ImportRow(6, cells, null, Map.of()), new ImportRow(7, cells, null, errors));
  }

  private static String words(Component component) {
    return component.getElement().getOuterHTML().replaceAll("<[^>]*>", " ");
  }
}
