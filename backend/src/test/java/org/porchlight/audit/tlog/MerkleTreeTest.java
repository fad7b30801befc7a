package org.porchlight.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {

  static final List<Hash> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> Hash.leaf(HexFormat.of().parseHex(hex)))
          .toList();
  static final Subtrees EIGHT = Tiles.subtreesOf(LEAVES);

  /// The definition of RFC 6962, 2.1, word for word.
  static Hash byDefinition(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.EMPTY;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    var k = 1;
    while (2 * k < leaves.size()) {
      k *= 2;
    }
    return Hash.node(
        byDefinition(leaves.subList(0, k)), byDefinition(leaves.subList(k, leaves.size())));
  }

  static List<Hash> leaves(int count) {
    var leaves = new ArrayList<Hash>();
    for (int i = 0; i < count; i++) {
      leaves.add(Hash.leaf(("entry " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void rootsAreThePublishedOnes(int size, String root) {
    assertThat(MerkleTree.root(EIGHT, size)).hasToString(root);
    var edge = TreeEdge.empty();
    LEAVES.subList(0, size).forEach(leaf -> edge.add(leaf, _ -> {}));
    assertThat(edge.root()).hasToString(root);
  }

  @Test
  void inclusionProofIsThePublishedOne() {
    assertThat(MerkleTree.inclusion(EIGHT, 5, 8))
        .map(Hash::toString)
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Test
  void consistencyProofIsThePublishedOne() {
    assertThat(MerkleTree.consistency(EIGHT, 6, 8))
        .map(Hash::toString)
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Test
  void everyInclusionProofVerifiesForItsLeafAndForNoOther() {
    var leaves = leaves(40);
    for (int size = 1; size <= leaves.size(); size++) {
      var tree = subtrees(leaves.subList(0, size));
      var root = byDefinition(leaves.subList(0, size));
      for (int index = 0; index < size; index++) {
        var proof = MerkleTree.inclusion(tree, index, size);

        assertThat(MerkleTree.includes(root, size, index, leaves.get(index), proof)).isTrue();
        assertThat(MerkleTree.includes(root, size, (index + 1) % size, leaves.get(index), proof))
            .isEqualTo(size == 1);
        assertThat(MerkleTree.includes(root, size, index, Hash.EMPTY, proof)).isFalse();
        assertThat(MerkleTree.includes(Hash.EMPTY, size, index, leaves.get(index), proof))
            .isFalse();
        for (var broken : broken(proof)) {
          assertThat(MerkleTree.includes(root, size, index, leaves.get(index), broken)).isFalse();
        }
      }
    }
  }

  @Test
  void everyConsistencyProofVerifiesForItsTreesAndForNoOther() {
    var leaves = leaves(40);
    for (int size = 1; size <= leaves.size(); size++) {
      var tree = subtrees(leaves.subList(0, size));
      var root = byDefinition(leaves.subList(0, size));
      for (int old = 1; old <= size; old++) {
        var oldRoot = byDefinition(leaves.subList(0, old));
        var proof = MerkleTree.consistency(tree, old, size);

        assertThat(MerkleTree.extendsTree(oldRoot, old, root, size, proof)).isTrue();
        assertThat(MerkleTree.extendsTree(Hash.EMPTY, old, root, size, proof)).isFalse();
        assertThat(MerkleTree.extendsTree(oldRoot, old, Hash.EMPTY, size, proof)).isFalse();
        for (var broken : broken(proof)) {
          assertThat(MerkleTree.extendsTree(oldRoot, old, root, size, broken)).isFalse();
        }
      }
      assertThat(MerkleTree.extendsTree(root, size + 1, root, size, List.of())).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000, 131_333})
  void treeGrownLeafByLeafEqualsTheDefinitionAndCanBeReadBackFromItsTiles(int size) {
    var leaves = leaves(size);
    var tiles = new StoredTiles();
    var edge = TreeEdge.empty();
    leaves.forEach(leaf -> edge.add(leaf, tiles::store));
    var root = byDefinition(leaves);

    assertThat(edge.root()).isEqualTo(root);

    var source = tiles.source(leaves);
    assertThat(MerkleTree.root(new Tiles(source, size), size)).isEqualTo(root);
    assertThat(TreeEdge.read(source, size).root()).isEqualTo(root);
    for (var index : new long[] {0, size / 3, size - 1}) {
      var proof = MerkleTree.inclusion(new Tiles(source, size), index, size);
      assertThat(MerkleTree.includes(root, size, index, leaves.get((int) index), proof)).isTrue();
    }
    for (var old : new int[] {1, (size + 1) / 2, size}) {
      var proof = MerkleTree.consistency(new Tiles(source, size), old, size);
      var oldRoot = byDefinition(leaves.subList(0, old));
      assertThat(MerkleTree.extendsTree(oldRoot, old, root, size, proof)).isTrue();
    }
  }

  @Test
  void edgeThatWasReadBackGrowsLikeTheOriginal() {
    var leaves = leaves(1_300);
    var tiles = new StoredTiles();
    var edge = TreeEdge.empty();
    leaves.subList(0, 700).forEach(leaf -> edge.add(leaf, tiles::store));

    var again = TreeEdge.read(tiles.source(leaves), 700);
    leaves.subList(700, 1_300).forEach(leaf -> again.add(leaf, tiles::store));

    assertThat(again.root()).isEqualTo(byDefinition(leaves));
    assertThat(tiles.full).hasSize(5);
  }

  @Test
  void proofsOfWhatIsNotThereAreRefused() {
    assertThatThrownBy(() -> MerkleTree.inclusion(EIGHT, 8, 8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MerkleTree.consistency(EIGHT, 9, 8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<List<Hash>> broken(List<Hash> proof) {
    var broken = new ArrayList<List<Hash>>();
    var longer = new ArrayList<>(proof);
    longer.add(Hash.EMPTY);
    broken.add(longer);
    for (int i = 0; i < proof.size(); i++) {
      var shorter = new ArrayList<>(proof);
      shorter.remove(i);
      broken.add(shorter);
      var other = new ArrayList<>(proof);
      other.set(i, Hash.EMPTY);
      broken.add(other);
    }
    return broken;
  }

  private static Subtrees subtrees(List<Hash> leaves) {
    return Tiles.subtreesOf(leaves);
  }

  /// Full tiles as the log stores them; partial ones are made from leaves and from roots of tiles.
  static final class StoredTiles {

    final Map<String, TreeEdge.FullTile> full = new HashMap<>();

    void store(TreeEdge.FullTile tile) {
      assertThat(full.put(tile.level() + "/" + tile.number(), tile)).isNull();
    }

    Tiles.Source source(List<Hash> leaves) {
      return (level, number, width) -> {
        var hashes = new ArrayList<Hash>();
        for (long i = number * Tiles.FULL; i < number * Tiles.FULL + width; i++) {
          hashes.add(level == 0 ? leaves.get((int) i) : full.get((level - 1) + "/" + i).root());
        }
        return Hash.join(hashes);
      };
    }
  }
}
