package org.porchlight.evidence;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.OutsideTransactions;
import org.springframework.stereotype.Component;

/// Any store that speaks S3, reached with the MinIO SDK.
@Component
final class MinioClipStore implements ClipStore {

  private final StoreSettings settings;
  private final @Nullable MinioClient client;
  private volatile boolean bucketKnown;

  MinioClipStore(StoreSettings settings) {
    this.settings = settings;
    var endpoint = settings.endpoint();
    this.client =
        endpoint == null || endpoint.isBlank()
            ? null
            : MinioClient.builder()
                .endpoint(endpoint)
                .credentials(settings.accessKey(), settings.secretKey())
                .region(settings.region())
                .httpClient(
                    new OkHttpClient.Builder()
                        .connectTimeout(settings.connectTimeout())
                        .readTimeout(settings.answerTimeout())
                        .writeTimeout(settings.answerTimeout())
                        .build(),
                    true)
                .build();
  }

  @Override
  public void prepare() throws IOException {
    ask("The store has no place for clips", this::makeBucket);
  }

  @Override
  public void put(String key, Path file) throws IOException {
    try {
      ask(
          "The store did not take a clip",
          minio -> {
            makeBucket(minio);
            return minio.uploadObject(
                UploadObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .filename(file.toString())
                    .contentType(key.endsWith(".json") ? "application/json" : "video/mp4")
                    .build());
          });
    } catch (IOException refused) {
      bucketKnown = false;
      throw refused;
    }
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    return ask(
        "The store did not give footage",
        minio ->
            minio.getObject(
                GetObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .offset(offset)
                    .length(length)
                    .build()));
  }

  @Override
  public void delete(String key) throws IOException {
    var left =
        ask(
            "The store did not delete footage",
            minio -> {
              minio.removeObject(
                  RemoveObjectArgs.builder().bucket(settings.bucket()).object(key).build());
              return exists(minio, key);
            });
    if (left) {
      throw new IOException("The store still has what was deleted");
    }
  }

  private boolean exists(MinioClient minio, String key) throws MinioException {
    try {
      minio.statObject(StatObjectArgs.builder().bucket(settings.bucket()).object(key).build());
      return true;
    } catch (ErrorResponseException answer) {
      if (answer.errorResponse().code().equals("NoSuchKey")
          || answer.errorResponse().code().equals("NoSuchObject")) {
        return false;
      }
      throw answer;
    }
  }

  private boolean makeBucket(MinioClient minio) throws MinioException {
    if (!bucketKnown) {
      var bucket = settings.bucket();
      if (!minio.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
        minio.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
      }
      bucketKnown = true;
    }
    return true;
  }

  private interface Request<T> {

    T send(MinioClient minio) throws IOException, MinioException;
  }

  /// Every way in which a store does not do what it was asked looks the same to whoever asks.
  private <T> T ask(String refusal, Request<T> request) throws IOException {
    var minio = client();
    try {
      return request.send(minio);
    } catch (MinioException | IllegalStateException refused) {
      // The client throws the latter when nobody answers.
      throw new IOException(refusal, refused);
    }
  }

  private MinioClient client() throws IOException {
    OutsideTransactions.require("The store");
    if (client == null) {
      throw new IOException("No store is configured: porchlight.store.endpoint");
    }
    return client;
  }
}
