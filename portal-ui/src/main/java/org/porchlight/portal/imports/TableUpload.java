package org.porchlight.portal.imports;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadEvent;
import java.io.IOException;
import java.util.function.BiConsumer;

/// Takes one file after another and keeps none: the bytes go to whoever reads them.
final class TableUpload extends Composite<Upload> {

  private static final long serialVersionUID = 1L;

  /// One byte more than may be read, so that what is too large is seen to be.
  private static final int MOST_BYTES = 10 * 1024 * 1024 + 1;

  private final transient BiConsumer<String, byte[]> reader;

  /// @param reader is given the name of the file and its bytes, in the page's own thread
  TableUpload(BiConsumer<String, byte[]> reader) {
    this.reader = reader;
    var upload = getContent();
    upload.setUploadHandler(this::take);
    upload.setMaxFiles(1);
    upload.setAcceptedMimeTypes("text/csv", "text/plain", "text/tab-separated-values");
    upload.setAcceptedFileExtensions(".csv", ".txt", ".tsv");
    upload.setMaxFileSize(MOST_BYTES - 1);
    var button = new Button(getTranslation("imports.choose"));
    upload.setUploadButton(button);
    upload.setDropLabel(new Span(getTranslation("imports.drop")));
    upload.setI18n(words());
  }

  private UploadI18N words() {
    return new UploadI18N()
        .setError(
            new UploadI18N.Error()
                .setTooManyFiles(getTranslation("imports.one-file"))
                .setFileIsTooBig(getTranslation("imports.file.too-large").replace("{most}", "10"))
                .setIncorrectFileType(getTranslation("imports.file.not-a-table")));
  }

  private void take(UploadEvent event) throws IOException {
    var name = event.getFileName();
    byte[] bytes;
    try (var in = event.getInputStream()) {
      bytes = in.readNBytes(MOST_BYTES);
    }
    var _ =
        event
            .getUI()
            .access(() -> {
              getContent().clearFileList();
              reader.accept(name, bytes);
            });
  }
}
