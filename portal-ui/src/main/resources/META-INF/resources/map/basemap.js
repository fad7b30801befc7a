// Draws a vector base map (GeoJSON) on canvas tiles, in the colours of the page.
//
// Everything comes from one small file beside this one, so a map that nobody configured contacts no
// outside host. Colours are read from a probe element: whichever way the page turns dark (its
// setting or the system's), the map follows.

import * as L from '../webjars/leaflet/1.9.4/dist/leaflet-src.esm.js';

const TILE = 256;

// The order of drawing: what comes later lies on top.
const AREAS = ['ground', 'park', 'housing', 'water', 'pier', 'building'];

const STREET_WIDTH = {
  // rank: metres wide, least pixels, zoom from which it is drawn
  1: { metres: 22, least: 2.4, from: 11 },
  2: { metres: 17, least: 1.6, from: 12 },
  3: { metres: 11, least: 0.7, from: 13 },
  4: { metres: 7, least: 0.6, from: 15 },
};

const project = ([longitude, latitude]) => {
  const sin = Math.sin((latitude * Math.PI) / 180);
  return [longitude / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
};

const boundsOf = (points) =>
  points.reduce(
    ([a, b, c, d], [x, y]) => [Math.min(a, x), Math.min(b, y), Math.max(c, x), Math.max(d, y)],
    [Infinity, Infinity, -Infinity, -Infinity],
  );

function prepare(collection) {
  return collection.features.map(({ properties, geometry }) => {
    const points =
      geometry.type === 'Polygon'
        ? geometry.coordinates[0].map(project)
        : geometry.type === 'LineString'
          ? geometry.coordinates.map(project)
          : [project(geometry.coordinates)];
    return { ...properties, points, box: boundsOf(points) };
  });
}

export const BaseMap = L.GridLayer.extend({
  initialize(collection, colours, options) {
    L.setOptions(this, { tileSize: TILE, maxZoom: 20, keepBuffer: 3, ...options });
    this._features = prepare(collection);
    this._byKind = Map.groupBy
      ? Map.groupBy(this._features, (feature) => feature.kind)
      : this._features.reduce(
          (map, feature) =>
            map.set(feature.kind, [...(map.get(feature.kind) ?? []), feature]),
          new Map(),
        );
    this._latitude = (collection.bbox[1] + collection.bbox[3]) / 2;
    this._colours = colours;
    this._labels = new Map();
  },

  recolour(colours) {
    this._colours = colours;
    this.redraw();
  },

  createTile(coords) {
    const tile = document.createElement('canvas');
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    tile.width = TILE * ratio;
    tile.height = TILE * ratio;
    const context = tile.getContext('2d');
    context.scale(ratio, ratio);
    this._draw(context, coords);
    return tile;
  },

  _draw(context, { x, y, z }) {
    const c = this._colours;
    const scale = TILE * 2 ** z;
    const metres = (scale / 40075016.686) / Math.cos((this._latitude * Math.PI) / 180);
    const margin = 40 / scale;
    const tileBox = [
      (x * TILE) / scale - margin,
      (y * TILE) / scale - margin,
      ((x + 1) * TILE) / scale + margin,
      ((y + 1) * TILE) / scale + margin,
    ];
    const near = ({ box }) =>
      box[0] <= tileBox[2] && box[2] >= tileBox[0] && box[1] <= tileBox[3] && box[3] >= tileBox[1];
    const trace = ({ points }) => {
      context.beginPath();
      points.forEach(([px, py], i) =>
        context[i ? 'lineTo' : 'moveTo'](px * scale - x * TILE, py * scale - y * TILE),
      );
    };
    const of = (kind) => (this._byKind.get(kind) ?? []).filter(near);

    context.fillStyle = c.land;
    context.fillRect(0, 0, TILE, TILE);
    context.lineJoin = 'round';
    context.lineCap = 'round';

    for (const kind of AREAS.filter((name) => name !== 'building')) {
      for (const area of of(kind)) {
        trace(area);
        context.fillStyle = c[kind];
        context.fill();
        if (kind === 'housing' && z >= 14) {
          context.setLineDash([5, 4]);
          context.strokeStyle = c.housingEdge;
          context.lineWidth = 1.4;
          context.stroke();
          context.setLineDash([]);
        }
      }
    }
    if (z >= 15) {
      context.strokeStyle = c.path;
      context.lineWidth = 1.5;
      context.setLineDash([4, 4]);
      for (const path of of('path')) {
        trace(path);
        context.stroke();
      }
      context.setLineDash([]);
      for (const building of of('building')) {
        trace(building);
        context.fillStyle = building.use === 'home' ? c.home : c.building;
        context.fill();
        context.strokeStyle = c.buildingEdge;
        context.lineWidth = 0.8;
        context.stroke();
      }
    }
    this._drawStreets(context, of('street'), trace, metres, z);
    this._drawRail(context, of('rail'), trace, metres);
    this._drawLabels(context, x, y, z, scale);
  },

  _drawStreets(context, streets, trace, metres, z) {
    const c = this._colours;
    const ranks = [4, 3, 2, 1].filter((rank) => z >= STREET_WIDTH[rank].from);
    const width = (rank) =>
      Math.max(STREET_WIDTH[rank].least, STREET_WIDTH[rank].metres * metres);
    // All edges first, so that crossings stay open.
    if (z >= 14) {
      for (const rank of ranks) {
        context.strokeStyle = c.streetEdge;
        context.lineWidth = width(rank) + (z >= 16 ? 2 : 1.4);
        streets.filter((street) => street.rank === rank).forEach((street) => {
          trace(street);
          context.stroke();
        });
      }
    }
    for (const rank of ranks) {
      context.strokeStyle = rank === 1 ? c.avenue : rank === 2 ? c.artery : c.street;
      context.lineWidth = width(rank);
      streets.filter((street) => street.rank === rank).forEach((street) => {
        trace(street);
        context.stroke();
      });
    }
  },

  _drawRail(context, rails, trace, metres) {
    const c = this._colours;
    const width = Math.max(1.6, 5 * metres);
    for (const rail of rails) {
      trace(rail);
      context.lineCap = 'butt';
      context.strokeStyle = c.rail;
      context.lineWidth = width;
      context.stroke();
      context.setLineDash([9, 9]);
      context.strokeStyle = c.land;
      context.lineWidth = width * 0.55;
      context.stroke();
      context.setLineDash([]);
      context.lineCap = 'round';
    }
  },

  _drawLabels(context, x, y, z, scale) {
    const c = this._colours;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const label of this._labelsAt(z, scale, context)) {
      const [left, top, right, bottom] = label.box;
      if (right < x * TILE || left > (x + 1) * TILE) continue;
      if (bottom < y * TILE || top > (y + 1) * TILE) continue;
      context.save();
      context.translate(label.at[0] - x * TILE, label.at[1] - y * TILE);
      context.rotate(label.angle);
      context.font = label.font;
      context.letterSpacing = label.spacing ?? '0px';
      context.lineJoin = 'round';
      context.lineWidth = 3.2;
      context.strokeStyle = label.onWater ? c.water : c.halo;
      context.strokeText(label.text, 0, 0);
      context.fillStyle = c[label.colour];
      context.fillText(label.text, 0, 0);
      context.restore();
    }
  },

  // Labels are placed once for a whole zoom level, most important first, so that a name that
  // crosses the edge of a tile continues on the next.
  _labelsAt(z, scale, context) {
    if (this._labels.has(z)) {
      return this._labels.get(z);
    }
    const taken = [];
    const placed = [];
    const place = (text, at, angle, font, colour, more = {}) => {
      context.font = font;
      context.letterSpacing = more.spacing ?? '0px';
      const length = context.measureText(text).width + 6;
      const w = Math.abs(Math.cos(angle)) * length + Math.abs(Math.sin(angle)) * 14;
      const h = Math.abs(Math.sin(angle)) * length + Math.abs(Math.cos(angle)) * 14;
      const box = [at[0] - w / 2, at[1] - h / 2, at[0] + w / 2, at[1] + h / 2];
      const clash = taken.some(
        (t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1],
      );
      if (clash) return false;
      taken.push(box);
      placed.push({ text, at, angle, font, colour, box, ...more });
      return true;
    };
    const middle = ({ box }) => [((box[0] + box[2]) / 2) * scale, ((box[1] + box[3]) / 2) * scale];
    const font = (weight, size) => `${weight} ${size}px system-ui, "Segoe UI", sans-serif`;

    for (const d of this._byKind.get('district') ?? []) {
      if (z <= 16) {
        place(d.name.toUpperCase(), middle(d), 0, font(600, z >= 15 ? 13 : 11), 'district', {
          spacing: '2px',
        });
      }
    }
    if (z >= 14) {
      for (const p of this._byKind.get('place') ?? []) {
        place(p.name, middle(p), 0, font(600, 11), 'place');
      }
      for (const kind of ['park', 'housing', 'ground']) {
        for (const area of (this._byKind.get(kind) ?? []).filter((a) => a.name)) {
          const [mx, my] = middle(area);
          place(area.name, [mx, my + (kind === 'housing' && z >= 16 ? 16 : 0)], 0,
            font(600, 11), `${kind}Text`);
        }
      }
    }
    if (z >= 13) {
      for (const area of (this._byKind.get('water') ?? []).filter((a) => a.name)) {
        const at = area.points[Math.floor(area.points.length * (area.name.includes('River') ? 0.22 : 0))];
        const spot = area.name.includes('River')
          ? this._acrossRiver(area, scale)
          : { at: middle(area), angle: 0 };
        if (at) {
          place(area.name, spot.at, spot.angle, `italic ${font(500, 12)}`, 'waterText', {
            onWater: true,
          });
        }
      }
    }
    for (const rank of [1, 2, 3, 4]) {
      if (z < { 1: 13, 2: 14, 3: 16, 4: 17 }[rank]) continue;
      for (const street of (this._byKind.get('street') ?? []).filter(
        (s) => s.rank === rank && s.name,
      )) {
        this._labelStreet(street, scale, rank, font(rank === 1 ? 600 : 500, rank < 3 ? 11 : 10.5), place);
      }
    }
    this._labels.set(z, placed);
    return placed;
  },

  _acrossRiver(area, scale) {
    const half = area.points.length / 2;
    const i = Math.floor(half * 0.36);
    const mid = (k) => {
      const a = area.points[k];
      const b = area.points[area.points.length - 2 - k] ?? a;
      return [((a[0] + b[0]) / 2) * scale, ((a[1] + b[1]) / 2) * scale];
    };
    const [a, b] = [mid(i - 2), mid(i + 2)];
    return { at: mid(i), angle: upright(Math.atan2(b[1] - a[1], b[0] - a[0])) };
  },

  _labelStreet(street, scale, rank, font, place) {
    const every = rank === 1 ? 520 : 620;
    // Names of parallel streets are set apart, or they would stand in a row and hide each other.
    let walked = every * (0.25 + 0.5 * ((street.name.length * 7) % 10) / 10);
    let covered = 0;
    for (let i = 1; i < street.points.length; i++) {
      const [ax, ay] = street.points[i - 1].map((v) => v * scale);
      const [bx, by] = street.points[i].map((v) => v * scale);
      const length = Math.hypot(bx - ax, by - ay);
      while (walked <= covered + length) {
        const t = (walked - covered) / length;
        const angle = upright(Math.atan2(by - ay, bx - ax));
        place(street.name, [ax + (bx - ax) * t, ay + (by - ay) * t], angle, font, 'streetText');
        walked += every;
      }
      covered += length;
    }
  },
});

const upright = (angle) =>
  angle > Math.PI / 2 ? angle - Math.PI : angle < -Math.PI / 2 ? angle + Math.PI : angle;
