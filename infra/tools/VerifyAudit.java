import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Checks a copy of a Porchlight audit log, without a network and without trusting Porchlight: it
/// shares no code with it. Needs a JDK 25 and nothing else.
///
///     java VerifyAudit.java KIT [--previous OLD-CHECKPOINT]
///     java VerifyAudit.java LEDGER-FOLDER
///
/// KIT is a folder with what the log publishes:
///
///     checkpoint            GET /audit/checkpoint
///     key                   GET /audit/key, best taken from somewhere else than the log
///     tile/0/000 ...        GET /audit/tile/...  (the paths as in the addresses)
///     tile/entries/000 ...
///     witnesses             optional: keys of witnesses, one a line
///
/// What is checked:
///
/// 1. The checkpoint is signed with the key; no signature by a known key is wrong; how many of the
///    witnesses signed it.
/// 2. Every entry is in the tree: its hash is in its tile, each tile's hash is in the tile above, and
///    together they make the root in the checkpoint.
/// 3. With --previous: that older checkpoint is signed with the key too, and its tree is the beginning
///    of this one: since then nothing was changed, removed or put in between.
/// 4. Every entry is canonical JSON (RFC 8785) of version 1.
/// 5. No camera's list has a gap. Which camera it is stays hidden: the id in an entry is a salted
///    commitment, different in each entry. But the entries of one camera are numbered (cam_seq) and
///    each names the hash of the one before (cam_prev). So number 1 begins a camera, number n+1 must
///    name a number n that stands before it in the log, and no entry may be named twice. An entry
///    that was left out shows as a successor that names nothing.
///
/// LEDGER-FOLDER is the unpacked ZIP that the owner of a camera downloads: `ledger.json`, `key`, and
/// `proofs/*.tlog-proof`. What is checked then, and said in plain words:
///
/// 1. Each entry has a proof that leads from it to a checkpoint signed with the key; all to the same.
/// 2. The entries are numbered 1, 2, 3 and so on without a gap, as each itself says, and each names
///    the hash of the one before.
/// 3. What opens the hidden values is what was committed to, and all entries are of this camera.
///
/// Prints the sizes, the first bad index, and the gaps. Ends with 0 if all is well, else with 1.
public class VerifyAudit {

  private static final int TILE = 256;
  private static final int HASH = 32;

  /// Longer lists of the same trouble help nobody.
  private static final int MOST_LINES = 20;

  private final Path kit;
  private final PrintStream out;
  private int troubles;
  private long firstBad = Long.MAX_VALUE;

  private VerifyAudit(Path kit, PrintStream out) {
    this.kit = kit;
    this.out = out;
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  /// Does what the command does, and gives its exit status.
  public static int run(String[] args, PrintStream out) {
    var twoMore = args.length == 3 && args[1].equals("--previous");
    if (args.length != 1 && !twoMore) {
      out.println("usage: java VerifyAudit.java KIT [--previous OLD-CHECKPOINT]");
      out.println("       java VerifyAudit.java LEDGER-FOLDER");
      return 1;
    }
    return new VerifyAudit(Path.of(args[0]), out).verify(twoMore ? Path.of(args[2]) : null);
  }

  private int verify(Path previousFile) {
    try {
      if (Files.exists(kit.resolve("ledger.json"))) {
        return new Ledger().verify();
      }
      var key = Key.parse(Files.readString(kit.resolve("key")).strip());
      out.println("key: " + key.vkey);
      var checkpoint = checkpoint("checkpoint", kit.resolve("checkpoint"), key);
      var previous =
          previousFile == null ? null : checkpoint("previous checkpoint", previousFile, key);
      if (checkpoint != null) {
        witnesses(checkpoint);
        entries(checkpoint, previous);
      }
    } catch (IOException | RuntimeException broken) {
      trouble(-1, "the kit cannot be read: " + broken);
    }
    if (firstBad != Long.MAX_VALUE) {
      out.println("first bad index: " + firstBad);
    }
    out.println(troubles == 0 ? "OK: everything checked is right" : "FAILED: " + troubles + " troubles");
    return troubles == 0 ? 0 : 1;
  }

  private void trouble(long index, String what) {
    if (index >= 0 && index < firstBad) {
      firstBad = index;
    }
    if (++troubles <= MOST_LINES) {
      out.println("BAD: " + what);
    } else if (troubles == MOST_LINES + 1) {
      out.println("BAD: and more");
    }
  }

  // ---- checkpoints

  private record Checkpoint(String text, List<String> signatures, String origin, long size, byte[] root) {}

  /// Reads a checkpoint and checks its signature; null when it cannot be believed at all.
  private Checkpoint checkpoint(String what, Path file, Key key) throws IOException {
    return checkpoint(what, Files.readString(file), key);
  }

  private Checkpoint checkpoint(String what, String note, Key key) {
    var blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n")) {
      trouble(0, what + ": not a signed note; it vouches for no entry");
      return null;
    }
    var text = note.substring(0, blank + 1);
    var signatures = List.of(note.substring(blank + 2, note.length() - 1).split("\n"));
    var lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      trouble(0, what + ": no origin, size and root; it vouches for no entry");
      return null;
    }
    var checkpoint =
        new Checkpoint(
            text,
            signatures,
            lines[0],
            Long.parseLong(lines[1]),
            Base64.getDecoder().decode(lines[2]));
    out.printf("%s: %s, %d entries%n", what, checkpoint.origin, checkpoint.size);
    if (!checkpoint.origin.equals(key.name)) {
      trouble(0, what + ": of another log than the key: " + checkpoint.origin);
    }
    switch (key.signed(checkpoint)) {
      case YES -> out.println(what + ": signed by " + key.name);
      case NO -> trouble(0, what + ": not signed with this key; it vouches for no entry");
      case WRONG -> trouble(0, what + ": its signature is wrong; it vouches for no entry");
    }
    return checkpoint;
  }

  private void witnesses(Checkpoint checkpoint) throws IOException {
    var file = kit.resolve("witnesses");
    if (!Files.exists(file)) {
      out.println("witnesses: none known, so nothing shows that others saw the same log");
      return;
    }
    var known = 0;
    var signed = 0;
    for (var line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      known++;
      var witness = Key.parse(line.strip());
      switch (witness.signed(checkpoint)) {
        case YES -> signed++;
        case NO -> {}
        case WRONG -> trouble(0, "checkpoint: the signature of the witness " + witness.name + " is wrong");
      }
    }
    out.printf("witnesses: %d of %d signed%n", signed, known);
  }

  private enum Signed {
    YES,
    NO,
    WRONG
  }

  /// A key as in https://c2sp.org/signed-note: the log's (type 1) or a witness's (type 4).
  private static final class Key {

    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String vkey;
    private final String name;
    private final int id;
    private final byte type;
    private final byte[] key;

    private Key(String vkey, String name, int id, byte type, byte[] key) {
      this.vkey = vkey;
      this.name = name;
      this.id = id;
      this.type = type;
      this.key = key;
    }

    static Key parse(String vkey) {
      var parts = vkey.split("\\+", 3);
      var typed = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
      if (typed.length != 33 || (typed[0] != 1 && typed[0] != 4)) {
        throw new IllegalArgumentException("not a key: " + vkey);
      }
      var id = ByteBuffer.wrap(sha256((parts[0] + "\n").getBytes(UTF_8), typed)).getInt();
      if (!HexFormat.of().toHexDigits(id).equals(parts[1])) {
        throw new IllegalArgumentException("the id of the key is wrong: " + vkey);
      }
      return new Key(vkey, parts[0], id, typed[0], Arrays.copyOfRange(typed, 1, 33));
    }

    Signed signed(Checkpoint checkpoint) {
      var found = Signed.NO;
      for (var line : checkpoint.signatures) {
        var prefix = "\u2014 " + name + " ";
        if (!line.startsWith(prefix)) {
          continue;
        }
        byte[] value;
        try {
          value = Base64.getDecoder().decode(line.substring(prefix.length()));
        } catch (IllegalArgumentException notBase64) {
          return Signed.WRONG;
        }
        if (value.length < 4 || ByteBuffer.wrap(value).getInt() != id) {
          continue;
        }
        if (!right(checkpoint.text, Arrays.copyOfRange(value, 4, value.length))) {
          return Signed.WRONG;
        }
        found = Signed.YES;
      }
      return found;
    }

    private boolean right(String text, byte[] signature) {
      var message = text;
      var ed25519 = signature;
      if (type == 4) {
        if (signature.length != 72) {
          return false;
        }
        message = "cosignature/v1\ntime " + ByteBuffer.wrap(signature).getLong() + "\n" + text;
        ed25519 = Arrays.copyOfRange(signature, 8, 72);
      }
      try {
        var encoded = ByteBuffer.allocate(X509.length + 32).put(X509).put(key).array();
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(message.getBytes(UTF_8));
        return verifier.verify(ed25519);
      } catch (GeneralSecurityException wrong) {
        return false;
      }
    }
  }

  // ---- the ledger of one camera

  private final class Ledger {

    private static final String PROOF = "c2sp.org/tlog-proof@v1";

    private Key key;
    private String note;
    private Checkpoint checkpoint;
    private long entries;
    private long opened;
    private long closed;
    private long sealed;
    private long lastIndex = -1;
    private byte[] lastHash;
    private String lastTime = "";

    int verify() throws IOException {
      key = Key.parse(Files.readString(kit.resolve("key")).strip());
      out.println("key: " + key.vkey);
      var whole = Json.any(Files.readString(kit.resolve("ledger.json")));
      if (!(whole instanceof Map<?, ?> ledger)
          || !"porchlight-ledger/1".equals(ledger.get("format"))
          || !(ledger.get("ledger") instanceof List<?> lines)
          || !(ledger.get("camera") instanceof String camera)
          || !(ledger.get("entries") instanceof Long said)) {
        plain("ledger.json is not the ledger of a camera.");
        return end();
      }
      out.println("camera: " + camera);
      long expected = 1;
      for (var line : lines) {
        if (!(line instanceof Map<?, ?> entry) || !(entry.get("n") instanceof Long number)) {
          plain("Something in ledger.json is not an entry.");
          continue;
        }
        for (; expected < number; expected++) {
          plain("Number " + expected + " is missing: an entry was taken out of this ledger.");
        }
        if (number < expected) {
          plain("Number " + number + " is there twice, or in the wrong place.");
        }
        expected = number + 1;
        entry(number, entry, camera);
      }
      for (; expected <= said; expected++) {
        plain("Number " + expected + " is missing: an entry was taken out of this ledger.");
      }
      if (said < expected - 1) {
        plain("There are more entries than ledger.json says.");
      }
      strangers();
      return end();
    }

    private void entry(long number, Map<?, ?> entry, String camera) throws IOException {
      entries++;
      if (!(entry.get("leaf") instanceof String text)
          || !(entry.get("open") instanceof Map<?, ?> open)
          || !(entry.get("index") instanceof Long index)) {
        plain("Entry " + number + " is not complete.");
        return;
      }
      var leaf = text.getBytes(UTF_8);
      var hash = sha256(new byte[] {0}, leaf);
      proof(number, index, hash);
      Map<String, Object> members;
      try {
        members = new Json(text).object();
        if (!Json.write(members).equals(text)) {
          plain("Entry " + number + " is not written as the log writes entries.");
        }
      } catch (RuntimeException broken) {
        plain("Entry " + number + " cannot be read.");
        return;
      }
      if (!Long.valueOf(number).equals(members.get("cam_seq"))) {
        plain("Entry " + number + " says itself that it is number " + members.get("cam_seq") + ".");
      }
      var before = lastHash == null ? null : Base64.getEncoder().encodeToString(lastHash);
      if (!Objects.equals(before, members.get("cam_prev"))) {
        plain(
            number == 1
                ? "Entry 1 names an entry before it."
                : "Entry " + number + " does not follow the entry before it in this ledger.");
      }
      if (index <= lastIndex) {
        plain("Entry " + number + " stands before the entry with the number before it in the log.");
      }
      lastIndex = index;
      lastHash = hash;
      lastTime = String.valueOf(members.get("t"));
      if ("camera.sealed".equals(members.get("ev"))) {
        sealed++;
      }
      openings(number, open, members, camera);
    }

    private void openings(
        long number, Map<?, ?> open, Map<String, Object> members, String camera) {
      open.forEach((field, how) -> {
        if (!(how instanceof List<?> two)
            || two.size() != 2
            || !(two.get(0) instanceof String salt)
            || !(two.get(1) instanceof String value)) {
          plain("Entry " + number + ": what opens \"" + field + "\" is not complete.");
          return;
        }
        byte[] salted;
        try {
          salted = Base64.getDecoder().decode(salt);
        } catch (IllegalArgumentException notBase64) {
          salted = new byte[0];
        }
        var commitment = Base64.getEncoder().encodeToString(sha256(salted, value.getBytes(UTF_8)));
        if (!commitment.equals(members.get(field))) {
          plain(
              "Entry %d: \"%s\" was not \"%s\" when the log was written."
                  .formatted(number, field, value));
        } else if (field.equals("cam") && !value.equals(camera)) {
          plain("Entry " + number + " is of another camera.");
        } else {
          opened++;
        }
      });
      closed +=
          members.entrySet().stream()
              .filter(member -> !member.getKey().equals("cam_prev"))
              .filter(member -> member.getValue() instanceof String hidden && looksHidden(hidden))
              .filter(member -> !open.containsKey(member.getKey()))
              .count();
    }

    private static boolean looksHidden(String value) {
      return value.matches("[A-Za-z0-9+/]{43}=");
    }

    private void proof(long number, long index, byte[] hash) throws IOException {
      var file = kit.resolve("proofs/%06d.tlog-proof".formatted(number));
      if (!Files.isRegularFile(file)) {
        plain("Entry " + number + " has no proof: " + kit.relativize(file) + " is missing.");
        return;
      }
      var text = Files.readString(file);
      var blank = text.indexOf("\n\n");
      var lines = new ArrayList<>(List.of((blank < 0 ? "" : text.substring(0, blank)).split("\n")));
      if (!lines.removeFirst().equals(PROOF) || lines.isEmpty()) {
        plain(kit.relativize(file) + " is not a proof.");
        return;
      }
      if (lines.getFirst().startsWith("extra ")) {
        lines.removeFirst();
      }
      var its = text.substring(blank + 2);
      if (note == null) {
        note = its;
        checkpoint = VerifyAudit.this.checkpoint("checkpoint", its, key);
      } else if (!note.equals(its)) {
        plain("The proof of entry " + number + " leads to another checkpoint than the others.");
        return;
      }
      if (checkpoint == null) {
        return;
      }
      if (lines.isEmpty() || !lines.removeFirst().equals("index " + index)) {
        plain("The proof of entry " + number + " is the proof of another entry.");
        return;
      }
      try {
        var path = lines.stream().map(line -> Base64.getDecoder().decode(line)).toList();
        if (!includes(checkpoint, index, hash, path)) {
          plain(
              "Entry "
                  + number
                  + " is not in the log as it stands here: it was changed, or its proof is of another.");
        }
      } catch (IllegalArgumentException notBase64) {
        plain("The proof of entry " + number + " cannot be read.");
      }
    }

    /// RFC 9162, 2.1.3.2.
    private static boolean includes(
        Checkpoint checkpoint, long index, byte[] leaf, List<byte[]> proof) {
      if (index < 0 || index >= checkpoint.size) {
        return false;
      }
      var fn = index;
      var sn = checkpoint.size - 1;
      var hash = leaf;
      for (var sibling : proof) {
        if (sn == 0) {
          return false;
        }
        if ((fn & 1) == 1 || fn == sn) {
          hash = node(sibling, hash);
          while ((fn & 1) == 0 && fn != 0) {
            fn >>= 1;
            sn >>= 1;
          }
        } else {
          hash = node(hash, sibling);
        }
        fn >>= 1;
        sn >>= 1;
      }
      return sn == 0 && Arrays.equals(hash, checkpoint.root);
    }

    /// Proofs of entries that are not in the ledger.
    private void strangers() throws IOException {
      var folder = kit.resolve("proofs");
      if (!Files.isDirectory(folder)) {
        return;
      }
      try (var files = Files.list(folder)) {
        var many = files.filter(file -> file.toString().endsWith(".tlog-proof")).count();
        if (many > entries) {
          plain(
              "There are " + many + " proofs, but only " + entries + " entries: some were taken out.");
        }
      }
    }

    private void plain(String what) {
      trouble(-1, what);
    }

    private int end() {
      out.printf("entries: %d, the last of %s%n", entries, lastTime.isEmpty() ? "never" : lastTime);
      if (sealed > 0) {
        out.printf("sealed: %d, to be opened later%n", sealed);
      }
      out.printf("hidden values: %d opened and right, %d stay closed%n", opened, closed);
      out.println(
          troubles == 0
              ? "OK: every entry is in the public log, unchanged, and no number is missing between 1 and "
                  + entries
              : "FAILED: " + troubles + " troubles");
      return troubles == 0 ? 0 : 1;
    }
  }

  // ---- entries and tree

  private void entries(Checkpoint checkpoint, Checkpoint previous) throws IOException {
    var tree = new Tree();
    var cameras = new Cameras();
    if (previous != null && previous.size > checkpoint.size) {
      trouble(
          checkpoint.size,
          "the log has become smaller: " + previous.size + " entries before, now " + checkpoint.size);
    }
    if (previous != null && previous.size == 0) {
      compare(previous, tree);
    }
    for (long bundle = 0; bundle * TILE < checkpoint.size; bundle++) {
      var first = bundle * TILE;
      var width = (int) Math.min(TILE, checkpoint.size - first);
      var leaves = bundle(bundle, width);
      if (leaves == null) {
        return;
      }
      var expected = tile(0, bundle, width);
      for (int i = 0; i < width; i++) {
        var hash = sha256(new byte[] {0}, leaves.get(i));
        if (expected != null && !Arrays.equals(hash, 0, HASH, expected, i * HASH, (i + 1) * HASH)) {
          trouble(first + i, "entry " + (first + i) + " is not the one in the tree");
        }
        leaf(first + i, leaves.get(i), hash, cameras);
        tree.add(hash);
        if (previous != null && tree.size == previous.size) {
          compare(previous, tree);
        }
      }
    }
    upperTiles(checkpoint.size);
    if (!Arrays.equals(tree.root(), checkpoint.root)) {
      trouble(
          firstBad == Long.MAX_VALUE ? 0 : firstBad,
          "the entries do not make the root in the checkpoint");
    }
    out.printf("entries: %d read%n", tree.size);
    out.printf("cameras: %d, with %d entries; gaps: %d%n", cameras.number, cameras.entries, cameras.gaps);
  }

  private void compare(Checkpoint previous, Tree tree) {
    if (Arrays.equals(tree.root(), previous.root)) {
      out.printf("previous checkpoint: its %d entries are the first of this log%n", previous.size);
    } else {
      trouble(
          firstBad == Long.MAX_VALUE ? 0 : firstBad,
          "the first "
              + previous.size
              + " entries are not those of the previous checkpoint: the difference is at or after the first bad index");
    }
  }

  /// The entries of one bundle; null when it cannot be read, and then nothing further can be either.
  private List<byte[]> bundle(long number, int width) throws IOException {
    var file = find("entries", number, width);
    if (file == null) {
      trouble(number * TILE, "tile/entries: bundle " + path(number) + " is missing");
      return null;
    }
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    var leaves = new ArrayList<byte[]>();
    while (leaves.size() < width) {
      var length = bytes.remaining() < 2 ? -1 : bytes.getShort() & 0xffff;
      if (length < 0 || length > bytes.remaining()) {
        trouble(number * TILE + leaves.size(), kit.relativize(file) + " ends too early");
        return null;
      }
      var leaf = new byte[length];
      bytes.get(leaf);
      leaves.add(leaf);
    }
    if (bytes.hasRemaining() && file.toString().contains(".p")) {
      trouble(number * TILE + width - 1, kit.relativize(file) + " is too long");
      return null;
    }
    return leaves;
  }

  private byte[] tile(int level, long number, int width) throws IOException {
    var first = (number * TILE) << (8 * level);
    var file = find(Integer.toString(level), number, width);
    if (file == null) {
      trouble(first, "tile/" + level + ": tile " + path(number) + " is missing");
      return null;
    }
    var bytes = Files.readAllBytes(file);
    if (bytes.length % HASH != 0 || bytes.length < width * HASH) {
      trouble(first, kit.relativize(file) + " has " + bytes.length + " bytes, not " + width * HASH);
      return null;
    }
    return bytes;
  }

  /// The file of a tile of this width, or a wider one, which begins alike.
  private Path find(String level, long number, int width) {
    var full = kit.resolve("tile/" + level + "/" + path(number));
    if (Files.isRegularFile(full)) {
      return full;
    }
    for (int wider = width; wider < TILE; wider++) {
      var partial = full.resolveSibling(full.getFileName() + ".p").resolve(Integer.toString(wider));
      if (Files.isRegularFile(partial)) {
        return partial;
      }
    }
    return null;
  }

  /// A tile's number in groups of three digits: 1234067 is x001/x234/067.
  private static String path(long number) {
    var path = "%03d".formatted(number % 1000);
    for (var rest = number / 1000; rest > 0; rest /= 1000) {
      path = "x%03d/".formatted(rest % 1000) + path;
    }
    return path;
  }

  /// Checks that each tile above the lowest consists of the hashes of those below it.
  private void upperTiles(long size) throws IOException {
    for (int level = 1; (size >> (8 * level)) > 0; level++) {
      var hashes = size >> (8 * level);
      for (long number = 0; number * TILE < hashes; number++) {
        var width = (int) Math.min(TILE, hashes - number * TILE);
        var tile = tile(level, number, width);
        for (int i = 0; tile != null && i < width; i++) {
          var child = number * TILE + i;
          var below = tile(level - 1, child, TILE);
          if (below != null
              && !Arrays.equals(root(below, 0, TILE), 0, HASH, tile, i * HASH, (i + 1) * HASH)) {
            trouble(
                (child * TILE) << (8 * (level - 1)),
                "tile/%d: tile %s does not fit tile %s of the level below"
                    .formatted(level, path(number), path(child)));
          }
        }
      }
    }
  }

  private static byte[] root(byte[] tile, int from, int count) {
    if (count == 1) {
      return Arrays.copyOfRange(tile, from * HASH, (from + 1) * HASH);
    }
    return node(root(tile, from, count / 2), root(tile, from + count / 2, count / 2));
  }

  /// The tree as it grows: the complete subtrees of which it consists, largest first.
  private static final class Tree {

    private final List<byte[]> subtrees = new ArrayList<>();
    private long size;

    void add(byte[] leaf) {
      var hash = leaf;
      for (var merged = size; (merged & 1) == 1; merged >>= 1) {
        hash = node(subtrees.removeLast(), hash);
      }
      subtrees.add(hash);
      size++;
    }

    byte[] root() {
      if (subtrees.isEmpty()) {
        return sha256();
      }
      var root = subtrees.getLast();
      for (int i = subtrees.size() - 2; i >= 0; i--) {
        root = node(subtrees.get(i), root);
      }
      return root;
    }
  }

  private static byte[] node(byte[] left, byte[] right) {
    return sha256(new byte[] {1}, left, right);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  // ---- what an entry says

  /// The newest entry of each camera so far, by its hash.
  private static final class Cameras {

    private final Map<String, Long> newest = new HashMap<>();
    private long number;
    private long entries;
    private long gaps;
  }

  private void leaf(long index, byte[] leaf, byte[] hash, Cameras cameras) {
    Map<String, Object> members;
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(leaf)).toString();
      members = new Json(text).object();
      if (!Json.write(members).equals(text)) {
        trouble(index, "entry " + index + " is not canonical JSON");
      }
    } catch (CharacterCodingException | RuntimeException broken) {
      trouble(index, "entry " + index + " is not canonical JSON: " + broken.getMessage());
      return;
    }
    if (!Long.valueOf(1).equals(members.get("v"))
        || !(members.get("t") instanceof String)
        || !(members.get("ev") instanceof String)
        || !(members.get("out") instanceof String)) {
      trouble(index, "entry " + index + " is not of version 1");
    }
    var seq = members.get("cam_seq");
    var prev = members.get("cam_prev");
    if (seq == null && prev == null && members.get("cam") == null) {
      return;
    }
    cameras.entries++;
    if (!(seq instanceof Long n) || n < 1 || (n == 1) != (prev == null)) {
      cameras.gaps++;
      trouble(index, "entry " + index + " has no right number in its camera's list");
      return;
    }
    if (n == 1) {
      cameras.number++;
    } else {
      var before = cameras.newest.remove(String.valueOf(prev));
      if (before == null || before != n - 1) {
        cameras.gaps++;
        trouble(
            index,
            "gap: entry %d is number %d of its camera, but the number %d that it names is not before it"
                .formatted(index, n, n - 1));
      }
    }
    cameras.newest.put(Base64.getEncoder().encodeToString(hash), n);
  }

  /// As much of JSON as an entry may use: one object of texts, whole numbers and truth values. In
  /// the file of a ledger also objects, lists, nothing, and space between them.
  private static final class Json {

    private final String text;
    private int at;

    Json(String text) {
      this.text = text;
    }

    Map<String, Object> object() {
      var members = new TreeMap<String, Object>();
      expect('{');
      while (text.charAt(at) != '}') {
        if (!members.isEmpty()) {
          expect(',');
        }
        var name = string();
        expect(':');
        if (members.put(name, value()) != null) {
          throw new IllegalArgumentException("twice: " + name);
        }
      }
      expect('}');
      if (at != text.length()) {
        throw new IllegalArgumentException("more after its end");
      }
      return members;
    }

    /// A whole file.
    static Object any(String text) {
      var json = new Json(text);
      var value = json.anything();
      json.space();
      if (json.at != text.length()) {
        throw new IllegalArgumentException("more after its end");
      }
      return value;
    }

    private Object anything() {
      space();
      if (text.startsWith("null", at)) {
        at += 4;
        return null;
      }
      return switch (text.charAt(at)) {
        case '{' -> {
          at++;
          var members = new HashMap<String, Object>();
          for (space(); text.charAt(at) != '}'; space()) {
            if (!members.isEmpty()) {
              expect(',');
              space();
            }
            var name = string();
            space();
            expect(':');
            if (members.containsKey(name)) {
              throw new IllegalArgumentException("twice: " + name);
            }
            members.put(name, anything());
          }
          at++;
          yield members;
        }
        case '[' -> {
          at++;
          var list = new ArrayList<Object>();
          for (space(); text.charAt(at) != ']'; space()) {
            if (!list.isEmpty()) {
              expect(',');
            }
            list.add(anything());
          }
          at++;
          yield list;
        }
        default -> value();
      };
    }

    private void space() {
      while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private Object value() {
      for (var word : List.of("true", "false")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("true");
        }
      }
      if (text.charAt(at) == '"') {
        return string();
      }
      var from = at;
      while ("-0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return Long.valueOf(text.substring(from, at));
    }

    private String string() {
      expect('"');
      var value = new StringBuilder();
      while (text.charAt(at) != '"') {
        var c = text.charAt(at++);
        if (c != '\\') {
          value.append(c);
          continue;
        }
        var escaped = text.charAt(at++);
        switch (escaped) {
          case '"', '\\', '/' -> value.append(escaped);
          case 'b' -> value.append('\b');
          case 'f' -> value.append('\f');
          case 'n' -> value.append('\n');
          case 'r' -> value.append('\r');
          case 't' -> value.append('\t');
          case 'u' -> {
            value.append((char) HexFormat.fromHexDigits(text, at, at + 4));
            at += 4;
          }
          default -> throw new IllegalArgumentException("unknown escape");
        }
      }
      expect('"');
      return value.toString();
    }

    private void expect(char c) {
      if (at >= text.length() || text.charAt(at) != c) {
        throw new IllegalArgumentException("expected " + c + " at " + at);
      }
      at++;
    }

    /// As RFC 8785 writes it; a TreeMap of strings is in its order already.
    static String write(Map<String, Object> members) {
      var json = new StringBuilder("{");
      members.forEach(
          (name, value) -> {
            if (json.length() > 1) {
              json.append(',');
            }
            write(name, json);
            json.append(':');
            if (value instanceof String string) {
              write(string, json);
            } else {
              json.append(value);
            }
          });
      return json.append('}').toString();
    }

    private static void write(String value, StringBuilder json) {
      json.append('"');
      for (int i = 0; i < value.length(); i++) {
        var c = value.charAt(i);
        switch (c) {
          case '"' -> json.append("\\\"");
          case '\\' -> json.append("\\\\");
          case '\b' -> json.append("\\b");
          case '\f' -> json.append("\\f");
          case '\n' -> json.append("\\n");
          case '\r' -> json.append("\\r");
          case '\t' -> json.append("\\t");
          default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
      }
      json.append('"');
    }
  }
}
