// Where the phone is: its own position, or in a demonstration a fixed place.

const KEY = 'phone.place';
let last = null;
let watch = null;

export function fixed() {
  try {
    const { latitude, longitude } = JSON.parse(localStorage.getItem(KEY));
    return valid(latitude, longitude) ? { latitude, longitude } : null;
  } catch {
    return null;
  }
}

export const valid = (latitude, longitude) =>
  Number.isFinite(latitude) && Number.isFinite(longitude) && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

export function fix(place) {
  if (place) localStorage.setItem(KEY, JSON.stringify(place));
  else localStorage.removeItem(KEY);
}

/** Takes `?at=33.52,-86.80` from the address, so that a demonstration can be prepared by a link. */
export function fromAddress() {
  const [latitude, longitude] = (new URLSearchParams(location.search).get('at') ?? '').split(',').map(Number);
  if (new URLSearchParams(location.search).has('at') && valid(latitude, longitude)) fix({ latitude, longitude });
}

export const here = () => fixed() ?? last;

export function start(onMove, onTrouble) {
  stop();
  if (fixed()) { onMove(); return; }
  if (!navigator.geolocation) { onTrouble(); return; }
  watch = navigator.geolocation.watchPosition(
    ({ coords }) => { last = { latitude: coords.latitude, longitude: coords.longitude }; onMove(); },
    onTrouble,
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
  );
}

export function stop() {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
}

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Metres as the crow flies (haversine). */
export function metresBetween(a, b) {
  const h = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2
    + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}
