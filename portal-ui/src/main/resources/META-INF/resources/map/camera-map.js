// <camera-map>: the one map of the portal.
//
// The server is the source of truth: it sets properties (markers, pin, cone, circle, selected,
// view, fit, base, texts); the map answers with three events: marker-select, pin-moved and
// cone-changed. A list beside the map always offers the same things in words, so markers are not in
// the tab order; the pin and the handles of the cone are, because nothing else moves them.

import * as L from '../webjars/leaflet/1.9.4/dist/leaflet-src.esm.js';
import { BaseMap } from './basemap.js';

const LEAFLET_CSS = new URL('../webjars/leaflet/1.9.4/dist/leaflet.css', import.meta.url).href;
const OWN_CSS = new URL('./camera-map.css', import.meta.url).href;
const STREETS = new URL('./basemap.geojson', import.meta.url).href;

const PROPERTIES = [
  'base',
  'markers',
  'pin',
  'cone',
  'circle',
  'selected',
  'view',
  'fit',
  'texts',
  'label',
  'legend',
];

const METRES_PER_DEGREE = 111320;

// Shapes on a 24 x 24 field. Kind is told by shape, state by the badge; colour only repeats it.
const SHAPES = {
  camera: 'M4 8.5h9.5a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5H4z M15.6 11.4 20 8.8v6.4l-4.4-2.6z',
  police: 'M12 4.2c2 1.5 4.2 2 6.4 2.2v5c0 4.2-2.6 7-6.4 8.6-3.8-1.6-6.4-4.4-6.4-8.6v-5C7.8 6.2 10 5.7 12 4.2z',
  incident: 'M10.9 9h2.2l-.35 5.6h-1.5z M12 16.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z',
  reader: 'M3 7h18v10H3z M5.2 9.4v5.2h3.2V9.4z M10.4 9.4v5.2h3.2V9.4z M15.6 9.4v5.2h3.2V9.4z',
  officer: 'M12 5a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 12 5z M5.8 18.6c.4-3.4 2.8-5.4 6.2-5.4s5.8 2 6.2 5.4z',
  place: 'M12 6.5 18 11.3v6.2h-4.2v-4h-3.6v4H6v-6.2z',
};

const BADGES = {
  open: 'M-3.2 .2 -1 2.4 3.2-2.2',
  closed: 'M-2.6-2.6 2.6 2.6 M2.6-2.6-2.6 2.6',
  live: 'M-1.8-2.6 2.8 0-1.8 2.6z',
  offline: 'M-3 0H3',
  busy: 'M0-3V.4L2.2 1.8',
};

// Which kind lies over which where they meet.
const HEIGHTS = { incident: 2000, officer: 1500, reader: 200, police: 100 };

function element(name, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
}

function picture({ kind, state, badge }) {
  const svg = element('svg', { viewBox: '-2 -2 40 40', 'aria-hidden': 'true', focusable: 'false' });
  const body =
    kind === 'incident'
      ? element('path', { class: 'body', d: 'M18 2.5 34 31a2 2 0 0 1-1.7 3H3.7A2 2 0 0 1 2 31z' })
      : kind === 'officer'
        ? element('path', { class: 'body', d: 'M18 1 33 9.7v16.6L18 35 3 26.3V9.7z' })
        : kind === 'reader' || kind === 'cell'
          ? element('rect', { class: 'body', x: 2, y: 2, width: 32, height: 32, rx: 6 })
          : element('circle', { class: 'body', cx: 18, cy: 18, r: 16 });
  svg.append(body);
  if (kind === 'cell') {
    svg.append(text(18, 23, badge, 'count'));
  } else {
    svg.append(
      element('path', { class: 'glyph', d: SHAPES[kind] ?? SHAPES.place, transform: kind === 'incident' ? 'translate(0.6 2) scale(1.45)' : 'translate(6 6)' }),
    );
    if (badge) {
      svg.append(element('circle', { class: 'number', cx: 31, cy: 5, r: 6.5 }), text(31, 8, badge, 'digit'));
    }
  }
  if (BADGES[state]) {
    svg.append(
      element(
        'g',
        { class: 'badge', transform: 'translate(29.5 29.5)' },
        element('circle', { r: 6.5 }),
        element('path', { d: BADGES[state] }),
      ),
    );
  }
  return svg;
}

function text(x, y, words, name) {
  const node = element('text', { x, y, class: name, 'text-anchor': 'middle' });
  node.textContent = words ?? '';
  return node;
}

/// The corner points of a field of view.
function sector(place, { bearing, angle, range }) {
  const from = bearing - angle / 2;
  const steps = Math.max(2, Math.ceil(angle / 6));
  const points = angle >= 360 ? [] : [[place.lat, place.lon]];
  for (let i = 0; i <= steps; i++) {
    points.push(walk(place, range, from + (angle * i) / steps));
  }
  return points;
}

function walk({ lat, lon }, metres, bearing) {
  const north = metres * Math.cos((bearing * Math.PI) / 180);
  const east = metres * Math.sin((bearing * Math.PI) / 180);
  return [
    lat + north / METRES_PER_DEGREE,
    lon + east / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)),
  ];
}

function towards(from, to) {
  const north = (to.lat - from.lat) * METRES_PER_DEGREE;
  const east = (to.lng - from.lon) * METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  return {
    metres: Math.hypot(north, east),
    bearing: (Math.atan2(east, north) * 180) / Math.PI,
  };
}

const degrees = (value) => ((value % 360) + 360) % 360;
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function stylesheet(href) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  const loaded = new Promise((done) => {
    link.addEventListener('load', done, { once: true });
    link.addEventListener('error', done, { once: true });
  });
  return { link, loaded };
}

class CameraMap extends HTMLElement {
  #values = {};
  #map;
  #baseLayer;
  #markers = new Map();
  #cones = new Map();
  #pinMarker;
  #coneShape;
  #handles = [];
  #circle;
  #frame;
  #say;
  #legend;
  #colourProbe;
  #watchers = [];
  #timers = new Map();

  static {
    for (const name of PROPERTIES) {
      Object.defineProperty(this.prototype, name, {
        get() {
          return this.#values[name];
        },
        set(value) {
          this.#values[name] = value;
          if (this.#map) this.#apply(name);
        },
      });
    }
  }

  connectedCallback() {
    // What the server set before this class was loaded lies on the element itself.
    for (const name of PROPERTIES) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    if (this.#map) {
      this.#watch();
      return;
    }
    this.#build();
  }

  disconnectedCallback() {
    this.#watchers.forEach((stop) => stop());
    this.#watchers = [];
  }

  async #build() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const sheets = [stylesheet(LEAFLET_CSS), stylesheet(OWN_CSS)];
    this.#frame = document.createElement('div');
    this.#frame.className = 'frame';
    this.#say = document.createElement('div');
    this.#say.className = 'say';
    this.#say.setAttribute('aria-live', 'polite');
    this.#colourProbe = document.createElement('span');
    this.#colourProbe.hidden = true;
    this.#legend = document.createElement('ul');
    this.#legend.className = 'legend';
    this.#legend.hidden = true;
    root.append(
      ...sheets.map((sheet) => sheet.link),
      this.#frame,
      this.#legend,
      this.#say,
      this.#colourProbe,
    );
    await Promise.all(sheets.map((sheet) => sheet.loaded));
    const start = this.#values.view ?? { lat: 0, lon: 0, zoom: 2 };
    this.#map = L.map(this.#frame, {
      center: [start.lat, start.lon],
      zoom: start.zoom,
      minZoom: 3,
      maxZoom: 19,
      zoomControl: false,
      attributionControl: true,
      fadeAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
    this.#map.attributionControl.setPrefix(false);
    this.#map.on('click', ({ latlng }) => {
      if (this.#values.pin?.movable) this.#movePin(latlng.lat, latlng.lng, true);
    });
    this.#watch();
    PROPERTIES.filter((name) => name !== 'view').forEach((name) => this.#apply(name));
  }

  #watch() {
    const resize = new ResizeObserver(() => this.#map?.invalidateSize({ animate: false }));
    resize.observe(this);
    this.#watchers.push(() => resize.disconnect());

    const recolour = () => this.#baseLayer?.recolour?.(this.#colours());
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', recolour);
    this.#watchers.push(() => dark.removeEventListener('change', recolour));
    const page = new MutationObserver(recolour);
    page.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['theme', 'class', 'style', 'data-theme'],
    });
    this.#watchers.push(() => page.disconnect());
  }

  #colours() {
    const style = getComputedStyle(this.#colourProbe);
    const names = style.getPropertyValue('--map-colours').trim().split(/\s+/);
    const colours = {};
    for (const name of names) {
      this.#colourProbe.style.color = `var(--map-${name})`;
      colours[name] = getComputedStyle(this.#colourProbe).color;
    }
    return colours;
  }

  #apply(name) {
    switch (name) {
      case 'base':
        return this.#applyBase();
      case 'markers':
        return this.#applyMarkers();
      case 'selected':
        return this.#applySelected();
      case 'pin':
      case 'cone':
        return this.#applyPin();
      case 'circle':
        return this.#applyCircle();
      case 'view':
        return this.#applyView();
      case 'fit':
        return this.#applyFit();
      case 'legend':
        return this.#applyLegend();
      case 'texts':
      case 'label':
        return this.#applyTexts();
    }
  }

  async #applyBase() {
    const base = this.#values.base ?? {};
    this.#baseLayer?.remove();
    if (base.tiles) {
      this.#baseLayer = L.tileLayer(base.tiles, { maxZoom: 19 }).addTo(this.#map);
      this.#map.attributionControl.addAttribution(escaped(base.attribution ?? ''));
      return;
    }
    const answer = await fetch(STREETS);
    if (!answer.ok) return;
    const streets = await answer.json();
    const [west, south, east, north] = streets.bbox;
    this.#baseLayer = new BaseMap(streets, this.#colours()).addTo(this.#map);
    this.#map.setMinZoom(12);
    this.#map.setMaxBounds(L.latLngBounds([south, west], [north, east]).pad(0.35));
    this.#map.attributionControl.addAttribution(escaped(streets.name));
  }

  #applyMarkers() {
    const wanted = new Map((this.#values.markers ?? []).map((marker) => [marker.id, marker]));
    for (const [id, drawn] of this.#markers) {
      if (!wanted.has(id)) {
        drawn.marker.remove();
        this.#markers.delete(id);
      }
    }
    for (const [id, marker] of wanted) {
      const look = JSON.stringify([marker.kind, marker.state, marker.badge, marker.label]);
      const drawn = this.#markers.get(id);
      if (drawn?.look === look) {
        drawn.marker.setLatLng([marker.lat, marker.lon]);
      } else {
        drawn?.marker.remove();
        const height = HEIGHTS[marker.kind] ?? 0;
        this.#markers.set(id, { look, height, marker: this.#draw(marker, height) });
      }
    }
    this.#drawCones(wanted);
    this.#applySelected();
  }

  #draw(marker, height) {
    const icon = L.divIcon({
      className: `pin ${marker.kind} ${marker.state}`,
      html: picture(marker),
      iconSize: [34, 34],
      iconAnchor: [17, 17],
    });
    const drawn = L.marker([marker.lat, marker.lon], {
      icon,
      keyboard: false,
      zIndexOffset: height,
      bubblingMouseEvents: false,
    }).addTo(this.#map);
    const node = drawn.getElement();
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', '-1');
    node.setAttribute('aria-label', marker.label);
    node.dataset.id = marker.id;
    drawn.bindTooltip(escaped(marker.label), { direction: 'top', offset: [0, -14] });
    // A tooltip is described by the label already; said twice it only tires.
    node.removeAttribute('aria-describedby');
    drawn.on('click', () => this.#tell('marker-select', { id: marker.id }));
    return drawn;
  }

  #drawCones(wanted) {
    this.#cones.forEach((cone) => cone.remove());
    this.#cones.clear();
    for (const [id, marker] of wanted) {
      if (marker.cone) {
        this.#cones.set(
          id,
          L.polygon(sector(marker, marker.cone), {
            className: `cone ${marker.state}`,
            interactive: false,
          }).addTo(this.#map),
        );
      }
    }
  }

  #applySelected() {
    for (const [id, { marker, height }] of this.#markers) {
      const selected = id === this.#values.selected;
      marker.getElement()?.classList.toggle('selected', selected);
      marker.getElement()?.setAttribute('aria-pressed', String(selected));
      marker.setZIndexOffset(selected ? 5000 : height);
    }
    for (const [id, cone] of this.#cones) {
      cone.getElement()?.classList.toggle('selected', id === this.#values.selected);
    }
  }

  #applyPin() {
    const { pin, cone } = this.#values;
    this.#coneShape?.remove();
    this.#coneShape = undefined;
    if (!pin) {
      this.#pinMarker?.remove();
      this.#pinMarker = undefined;
      this.#removeHandles();
      return;
    }
    if (!this.#pinMarker) {
      this.#pinMarker = this.#makePin(pin);
    }
    this.#pinMarker.setLatLng([pin.lat, pin.lon]);
    if (pin.movable) this.#pinMarker.dragging?.enable();
    else this.#pinMarker.dragging?.disable();
    this.#pinMarker.getElement()?.classList.toggle('movable', Boolean(pin.movable));
    this.#describePin();
    if (cone) {
      this.#coneShape = L.polygon(sector(pin, cone), { className: 'cone edited', interactive: false })
        .addTo(this.#map)
        .bringToBack();
    }
    if (cone?.editable) this.#placeHandles();
    else this.#removeHandles();
  }

  #makePin(pin) {
    const svg = element(
      'svg',
      { viewBox: '0 0 36 48', 'aria-hidden': 'true', focusable: 'false' },
      element('path', {
        class: 'body',
        d: 'M18 1.5C8.9 1.5 1.5 8.8 1.5 17.8 1.5 29.5 18 46.5 18 46.5s16.5-17 16.5-28.7C34.5 8.8 27.1 1.5 18 1.5z',
      }),
      element('path', { class: 'glyph', d: SHAPES.camera, transform: 'translate(6 6)' }),
    );
    const marker = L.marker([pin.lat, pin.lon], {
      icon: L.divIcon({ className: 'drop', html: svg, iconSize: [36, 48], iconAnchor: [18, 47] }),
      draggable: true,
      autoPan: true,
      keyboard: true,
      zIndexOffset: 6000,
    }).addTo(this.#map);
    marker.on('drag', () => {
      const { lat, lng } = marker.getLatLng();
      this.#movePin(lat, lng, false);
    });
    marker.on('dragend', () => {
      const { lat, lng } = marker.getLatLng();
      this.#movePin(lat, lng, true);
    });
    this.#keys(marker.getElement(), (right, up, far) => {
      if (!this.#values.pin?.movable) return false;
      const step = far ? 20 : 2;
      const [lat, lon] = walk(this.#values.pin, step, right ? (right > 0 ? 90 : 270) : up > 0 ? 0 : 180);
      this.#movePin(lat, lon, true, 200);
      this.#map.panInside([lat, lon], { padding: [60, 60] });
      return true;
    });
    return marker;
  }

  #movePin(lat, lon, done, after = 0) {
    this.#values.pin = { ...this.#values.pin, lat, lon };
    this.#applyPin();
    if (done) {
      this.#soon('pin', after, () => {
        this.#announce('pinMoved', [lat.toFixed(5), lon.toFixed(5)]);
        this.#tell('pin-moved', { lat, lon });
      });
    }
  }

  #placeHandles() {
    const { pin, cone } = this.#values;
    if (!this.#handles.length) {
      this.#handles = [
        this.#handle('turn', (place) => {
          const { metres, bearing } = towards(this.#values.pin, place);
          return { bearing: degrees(bearing), range: clamp(metres, 3, 300) };
        }, (right, up, far) => ({
          bearing: degrees(this.#values.cone.bearing + right * (far ? 15 : 3)),
          range: clamp(this.#values.cone.range + up * (far ? 10 : 2), 3, 300),
        })),
        this.#handle('widen', (place) => {
          const { bearing } = towards(this.#values.pin, place);
          const off = Math.abs(((bearing - this.#values.cone.bearing + 540) % 360) - 180);
          return { angle: clamp(off * 2, 5, 360) };
        }, (right, up, far) => ({
          angle: clamp(this.#values.cone.angle + (right + up) * (far ? 15 : 3), 5, 360),
        })),
      ];
    }
    const [turn, widen] = this.#handles;
    turn.setLatLng(walk(pin, cone.range, cone.bearing));
    widen.setLatLng(walk(pin, cone.range, cone.bearing + Math.min(cone.angle / 2, 179)));
    this.#applyTexts();
  }

  #handle(name, fromPlace, fromKeys) {
    const marker = L.marker([0, 0], {
      icon: L.divIcon({ className: `handle ${name}`, html: '<i></i>', iconSize: [28, 28] }),
      draggable: true,
      keyboard: true,
      zIndexOffset: 7000,
    }).addTo(this.#map);
    marker.on('drag', () => this.#changeCone(fromPlace(marker.getLatLng()), false));
    marker.on('dragend', () => this.#changeCone(fromPlace(marker.getLatLng()), true));
    this.#keys(marker.getElement(), (right, up, far) => {
      this.#changeCone(fromKeys(right, up, far), true, 200);
      return true;
    });
    return marker;
  }

  #changeCone(change, done, after = 0) {
    this.#values.cone = { ...this.#values.cone, ...change };
    this.#applyPin();
    if (done) {
      this.#soon('cone', after, () => {
        const { bearing, angle, range } = this.#values.cone;
        this.#announce('coneChanged', [bearing, angle, range].map(Math.round));
        this.#tell('cone-changed', { bearing, angle, range });
      });
    }
  }

  #removeHandles() {
    this.#handles.forEach((handle) => handle.remove());
    this.#handles = [];
  }

  // The arrows must not also pan the map below.
  #keys(node, act) {
    node.addEventListener('keydown', (event) => {
      const right = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
      const up = { ArrowUp: 1, ArrowDown: -1 }[event.key] ?? 0;
      if ((right || up) && act(right, up, event.shiftKey)) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
  }

  #applyCircle() {
    this.#circle?.remove();
    this.#circle = undefined;
    const circle = this.#values.circle;
    if (circle) {
      this.#circle = L.circle([circle.lat, circle.lon], {
        radius: circle.radius,
        className: 'radius',
        interactive: false,
      }).addTo(this.#map);
      this.#circle.bringToBack();
    }
  }

  #applyView() {
    const view = this.#values.view;
    if (view) this.#map.setView([view.lat, view.lon], view.zoom);
  }

  #applyFit() {
    const fit = this.#values.fit;
    if (fit?.places?.length) {
      this.#map.fitBounds(L.latLngBounds(fit.places.map((p) => [p.lat, p.lon])), {
        padding: [48, 48],
        maxZoom: 17,
      });
    }
  }

  #applyLegend() {
    const entries = this.#values.legend ?? [];
    this.#legend.hidden = !entries.length;
    this.#legend.replaceChildren(
      ...entries.map((entry) => {
        const sign = document.createElement('span');
        sign.className = `pin ${entry.kind} ${entry.state}`;
        sign.append(picture(entry));
        const item = document.createElement('li');
        item.append(sign, entry.label);
        return item;
      }),
    );
  }

  #applyTexts() {
    const texts = this.#values.texts ?? {};
    this.#frame.setAttribute('role', 'application');
    this.#frame.setAttribute('aria-label', this.#values.label ?? texts.map ?? '');
    if (!this.zoomControl && texts.zoomIn) {
      this.zoomControl = L.control
        .zoom({ position: 'topright', zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut })
        .addTo(this.#map);
      L.control.scale({ position: 'bottomleft', imperial: true, metric: true }).addTo(this.#map);
    }
    this.#describePin();
    this.#handles.forEach((handle, i) => {
      const node = handle.getElement();
      node?.setAttribute('aria-label', [texts.turn, texts.widen][i] ?? '');
    });
  }

  #describePin() {
    const node = this.#pinMarker?.getElement();
    const { texts, pin } = this.#values;
    if (!node || !texts) return;
    node.setAttribute('aria-label', pin?.movable ? texts.pinMovable : texts.pin);
    node.setAttribute('tabindex', pin?.movable ? '0' : '-1');
    node.setAttribute('role', pin?.movable ? 'button' : 'img');
  }

  #announce(key, values) {
    const words = this.#values.texts?.[key];
    if (words) {
      this.#say.textContent = words.replace(/\{(\d)\}/g, (_, i) => values[i] ?? '');
    }
  }

  // Key repeat sends 30 presses a second; the server hears of the last.
  #soon(name, after, act) {
    clearTimeout(this.#timers.get(name));
    if (!after) {
      act();
      return;
    }
    this.#timers.set(name, setTimeout(act, after));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: false }));
  }
}

const escaped = (words) => {
  const node = document.createElement('span');
  node.textContent = words;
  return node.innerHTML;
};

customElements.define('camera-map', CameraMap);
