// A small still map of the surroundings, drawn from the street grid that the portal ships. Without
// the grid (another city, no connection) there is no picture, and the link to a map app remains.

const WIDTH = 800;
const HEIGHT = 500;
let grid = null;

const element = (name, attributes) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

export async function draw(centre, me, title) {
  grid ??= fetch('/map/basemap.geojson', { credentials: 'omit' })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  const collection = await grid;
  const scale = WIDTH / 640; // pixels per metre: 640 m across
  const perLatitude = 111_195 * scale;
  const perLongitude = perLatitude * Math.cos((centre.latitude * Math.PI) / 180);
  const at = ([longitude, latitude]) => [
    WIDTH / 2 + (longitude - centre.longitude) * perLongitude,
    HEIGHT / 2 - (latitude - centre.latitude) * perLatitude,
  ];
  const near = (points) =>
    points.some(([x, y]) => x > -WIDTH && x < 2 * WIDTH && y > -HEIGHT && y < 2 * HEIGHT);
  const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`;

  const features = (collection?.features ?? []).map(({ properties, geometry }) => ({
    ...properties,
    closed: geometry.type === 'Polygon',
    points: geometry.type === 'Polygon' ? geometry.coordinates[0].map(at)
      : geometry.type === 'LineString' ? geometry.coordinates.map(at) : [],
  })).filter((feature) => near(feature.points));
  if (!features.length) return null;

  const svg = element('svg', { class: 'map', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title });
  for (const kind of ['park', 'housing', 'water', 'building']) {
    for (const feature of features.filter((f) => f.closed && f.kind === kind)) {
      svg.append(element('path', { class: kind === 'housing' ? 'park' : kind, d: `${path(feature.points)}Z` }));
    }
  }
  const streets = features.filter((f) => f.kind === 'street').sort((a, b) => b.rank - a.rank);
  for (const street of streets) {
    svg.append(element('path', {
      class: street.rank <= 2 ? 'street big' : 'street', d: path(street.points), 'stroke-width': [0, 26, 20, 13, 8][street.rank] ?? 10,
    }));
  }
  const named = new Set();
  for (const street of streets.filter((s) => s.name).reverse()) {
    const inside = street.points.flatMap((p, i, all) => (i ? [[(p[0] + all[i - 1][0]) / 2, (p[1] + all[i - 1][1]) / 2, p, all[i - 1]]] : []))
      .find(([x, y]) => x > 110 && x < WIDTH - 110 && y > 30 && y < HEIGHT - 30);
    if (!inside || named.has(street.name) || named.size >= 5) continue;
    named.add(street.name);
    const [x, y, a, b] = inside;
    let angle = (Math.atan2(a[1] - b[1], a[0] - b[0]) * 180) / Math.PI;
    if (angle > 90 || angle < -90) angle += 180;
    const text = element('text', { class: 'name', x, y: y + 6, transform: `rotate(${angle.toFixed(1)} ${x} ${y})`, 'aria-hidden': 'true' });
    text.textContent = street.name;
    svg.append(text);
  }
  if (me) {
    const [x, y] = at([me.longitude, me.latitude]);
    if (x > 0 && x < WIDTH && y > 0 && y < HEIGHT) svg.append(element('circle', { class: 'me', cx: x, cy: y, r: 14 }));
  }
  svg.append(element('path', { class: 'there', d: `M${WIDTH / 2} ${HEIGHT / 2}c-34-44-34-80 0-80s34 36 0 80z` }));
  return svg;
}
