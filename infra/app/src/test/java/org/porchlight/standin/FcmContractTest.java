package org.porchlight.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class FcmContractTest {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final JsonMapper JSON = new JsonMapper();

  @Test
  void messageAsWeSendItIsTaken() throws Exception {
    var received =
        check(
            """
            {"message":{"fid":"f","data":{"v":"1"},
              "android":{"priority":"high","ttl":"120s","collapse_key":"k"},
              "apns":{"headers":{"apns-priority":"5","apns-push-type":"background"},
                      "payload":{"aps":{"content-available":1}}}}}
            """);

    assertThat(received)
        .extracting(Received::kind, Received::target, Received::priority, Received::ttl)
        .containsExactly("fid", "f", "HIGH", "120s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{}|message is required",
        "{'message':{}}|exactly one",
        "{'message':{'fid':'f','token':'t'}}|exactly one",
        "{'message':{'topic':'all'}}|alerts never go to topics",
        "{'message':{'fid':''}}|message.fid must be a text",
        "{'message':{'fid':'f','data':{'n':1}}}|message.data.n must be a text",
        "{'message':{'fid':'f','data':{'from':'x'}}}|message.data has the reserved key from",
        "{'message':{'fid':'f','data':{'google.x':'x'}}}|message.data has the reserved key",
        "{'message':{'fid':'f','data':{'gcm.notification.x':'x'}}}|message.data has the reserved",
        "{'message':{'fid':'f','text':'x'}}|Unknown name \"text\" at 'message'",
        "{'message':{'fid':'f','android':{'priority':'URGENT'}}}|message.android.priority must",
        "{'message':{'fid':'f','android':{'ttl':'2m'}}}|message.android.ttl must be seconds",
        "{'message':{'fid':'f','android':{'ttl':'2419201s'}}}|message.android.ttl must be at most",
        "{'message':{'fid':'f','apns':{'headers':{'apns-priority':'10'}}}}|apns-priority must be 5",
        "{'message':{'fid':'f','apns':{'headers':{'apns-priority':'7'}}}}|apns-priority must be 1",
        "{'message':{'fid':'f','apns':{'headers':{'apns-push-type':'background'}}}}|a background",
      })
  void messageThatBreaksARuleIsToldWhich(String body, String rule) {
    assertThatThrownBy(() -> check(body.replace('\'', '"')))
        .isInstanceOf(FcmContract.Broken.class)
        .hasMessageStartingWith(rule);
  }

  @Test
  void payloadHasAtMost4096Bytes() throws Exception {
    check(withData("x".repeat(4_095)));
    assertThatThrownBy(() -> check(withData("x".repeat(4_096))))
        .isInstanceOf(FcmContract.Broken.class);
    assertThatThrownBy(() -> check(withData("é".repeat(2_048))))
        .isInstanceOf(FcmContract.Broken.class);
  }

  @Test
  void visibleMessageMayHavePriorityTen() throws Exception {
    check(
        """
        {"message":{"fid":"f","apns":{"headers":{"apns-priority":"10"},
          "payload":{"aps":{"alert":"New alert"}}}}}
        """);
  }

  private static String withData(String value) {
    return "{\"message\":{\"fid\":\"f\",\"data\":{\"k\":\"" + value + "\"}}}";
  }

  private static Received check(String body) throws Exception {
    return FcmContract.check(JSON.readTree(body), "name", NOON);
  }
}
