// Texts in English and Spanish. The browser's language decides until somebody chooses.

const en = {
  signIn: 'Sign in', signOut: 'Sign out', welcome: 'Alerts for officers on duty',
  welcomeText: 'You sign in on the page of your department. Your alerts come only while you are on duty.',
  signInFailed: 'You could not be signed in. Please try again.', signedOut: 'You are signed out.',
  sessionOver: 'Your session has ended. Please sign in again.',
  insecure: 'This page needs https (or localhost) to sign in safely.',
  live: 'Live', connecting: 'Connecting…', offline: 'No connection, trying again', settings: 'Settings',
  alerts: 'Alerts', noAlerts: 'No alerts', noAlertsText: 'New alerts appear here by themselves.',
  older: 'Show older alerts', back: 'All alerts',
  onDuty: 'On duty', offDuty: 'Off duty', dutyText: 'You get alerts near you', offDutyText: 'You get no alerts, and your position is not kept',
  noPosition: 'Your position is unknown, so no alerts reach you. Allow this page to use it, or set a fixed place in the settings.',
  newAlert: 'New alert: {what}', withdrawn: 'Withdrawn: {what}',
  away: '{d} away', at: 'at {t}',
  incident: 'Incident', kind: 'Kind', address: 'Address', raised: 'Raised', distance: 'Distance',
  place: 'Place', mapOf: 'Map around the place of the alert', navigate: 'Open in maps', you: 'You',
  clip: 'Clip', playClip: 'Play the clip', loadingClip: 'Loading the clip…', clipFailed: 'The clip cannot be played: {why}',
  accept: 'Accept', decline: 'Decline', 'en-route': 'En route', 'on-scene': 'On scene', close: 'Report outcome',
  reason: 'Why can you not go?', outcome: 'What came of it?', send: 'Send', cancel: 'Cancel', choose: 'Please choose',
  working: 'Working…', taken: 'A colleague goes.', failed: 'That did not work: {why}',
  stale: 'The alert changed meanwhile. Please look again and decide again.',
  notFound: 'There is no such alert for you.',
  language: 'Language', scheme: 'Appearance', system: 'Like the device', light: 'Light', dark: 'Dark',
  position: 'Position', useDevice: 'Where this phone is', useFixed: 'A fixed place (demonstration)',
  latitude: 'Latitude', longitude: 'Longitude', push: 'Wake this phone by push (demonstration)',
  pushText: 'The page registers a made-up installation at the push stand-in.', save: 'Save', saved: 'Saved.',
  signedInAs: 'Signed in as {name}', badPlace: 'Latitude is -90 to 90, longitude -180 to 180.',
  sev: { ROUTINE: 'Routine', URGENT: 'Urgent', EMERGENCY: 'Emergency' },
  kinds: { PLATE_HIT: 'Plate hit', INCIDENT: 'Incident', OWNER_ALARM: 'Owner’s alarm', GUNSHOT: 'Gunshot', MISSING_PERSON: 'Missing person', MANUAL: 'From the center' },
  states: { OPEN: 'Waiting for you', TAKEN: 'A colleague goes', MINE_ACCEPTED: 'Yours', MINE_EN_ROUTE: 'You are en route', MINE_ON_SCENE: 'You are on scene', CLOSED: 'Closed', DECLINED: 'You declined', WITHDRAWN: 'Withdrawn' },
  reasons: { BUSY: 'I am busy', TOO_FAR: 'Too far away', UNSAFE_ALONE: 'Not safe alone', END_OF_SHIFT: 'End of shift', OTHER: 'Another reason' },
  outcomes: { ASSISTED_OFFICERS_ON_SCENE: 'Assisted officers on scene', VEHICLE_INFORMATION: 'Vehicle information', SUSPECT_INFORMATION: 'Suspect information', RECOVERED_VEHICLE: 'Recovered vehicle', RECOVERED_PROPERTY: 'Recovered property', RECOVERED_GUN: 'Recovered gun', RECOVERED_DRUGS: 'Recovered drugs', CASE_INFORMATION: 'Case information', LOCATED_MISSING_PERSON: 'Located missing person', LED_TO_ARREST: 'Led to arrest', ASSISTED_OTHER_AGENCY: 'Assisted another agency', NOTHING_FOUND: 'Nothing found', FALSE_ALARM: 'False alarm' },
};

const es = {
  signIn: 'Iniciar sesión', signOut: 'Cerrar sesión', welcome: 'Alertas para agentes de servicio',
  welcomeText: 'Usted inicia sesión en la página de su departamento. Las alertas llegan solo mientras está de servicio.',
  signInFailed: 'No se pudo iniciar la sesión. Inténtelo de nuevo.', signedOut: 'La sesión está cerrada.',
  sessionOver: 'Su sesión terminó. Inicie sesión otra vez.',
  insecure: 'Esta página necesita https (o localhost) para iniciar sesión de forma segura.',
  live: 'En vivo', connecting: 'Conectando…', offline: 'Sin conexión, se reintenta', settings: 'Ajustes',
  alerts: 'Alertas', noAlerts: 'Sin alertas', noAlertsText: 'Las alertas nuevas aparecen aquí por sí solas.',
  older: 'Ver alertas anteriores', back: 'Todas las alertas',
  onDuty: 'De servicio', offDuty: 'Fuera de servicio', dutyText: 'Recibe alertas cercanas', offDutyText: 'No recibe alertas y su posición no se guarda',
  noPosition: 'No se conoce su posición y por eso no le llegan alertas. Permita que esta página la use o ponga un lugar fijo en los ajustes.',
  newAlert: 'Alerta nueva: {what}', withdrawn: 'Retirada: {what}',
  away: 'a {d}', at: 'a las {t}',
  incident: 'Incidente', kind: 'Clase', address: 'Dirección', raised: 'Emitida', distance: 'Distancia',
  place: 'Lugar', mapOf: 'Mapa alrededor del lugar de la alerta', navigate: 'Abrir en mapas', you: 'Usted',
  clip: 'Video', playClip: 'Reproducir el video', loadingClip: 'Cargando el video…', clipFailed: 'El video no se puede reproducir: {why}',
  accept: 'Aceptar', decline: 'Rechazar', 'en-route': 'En camino', 'on-scene': 'En el lugar', close: 'Informar el resultado',
  reason: '¿Por qué no puede ir?', outcome: '¿Cuál fue el resultado?', send: 'Enviar', cancel: 'Cancelar', choose: 'Elija una opción',
  working: 'Un momento…', taken: 'Va un colega.', failed: 'No funcionó: {why}',
  stale: 'La alerta cambió mientras tanto. Mírela otra vez y decida de nuevo.',
  notFound: 'No hay tal alerta para usted.',
  language: 'Idioma', scheme: 'Apariencia', system: 'Como el dispositivo', light: 'Clara', dark: 'Oscura',
  position: 'Posición', useDevice: 'Donde está este teléfono', useFixed: 'Un lugar fijo (demostración)',
  latitude: 'Latitud', longitude: 'Longitud', push: 'Despertar este teléfono con avisos (demostración)',
  pushText: 'La página registra una instalación inventada en el servidor local de avisos.', save: 'Guardar', saved: 'Guardado.',
  signedInAs: 'Sesión de {name}', badPlace: 'La latitud va de -90 a 90 y la longitud de -180 a 180.',
  sev: { ROUTINE: 'Rutina', URGENT: 'Urgente', EMERGENCY: 'Emergencia' },
  kinds: { PLATE_HIT: 'Placa buscada', INCIDENT: 'Incidente', OWNER_ALARM: 'Alarma del dueño', GUNSHOT: 'Disparo', MISSING_PERSON: 'Persona desaparecida', MANUAL: 'Del centro' },
  states: { OPEN: 'Espera su respuesta', TAKEN: 'Va un colega', MINE_ACCEPTED: 'Es suya', MINE_EN_ROUTE: 'Usted va en camino', MINE_ON_SCENE: 'Usted está en el lugar', CLOSED: 'Cerrada', DECLINED: 'Usted rechazó', WITHDRAWN: 'Retirada' },
  reasons: { BUSY: 'Estoy ocupado', TOO_FAR: 'Demasiado lejos', UNSAFE_ALONE: 'No es seguro solo', END_OF_SHIFT: 'Fin del turno', OTHER: 'Otra razón' },
  outcomes: { ASSISTED_OFFICERS_ON_SCENE: 'Apoyo a agentes en el lugar', VEHICLE_INFORMATION: 'Información del vehículo', SUSPECT_INFORMATION: 'Información del sospechoso', RECOVERED_VEHICLE: 'Vehículo recuperado', RECOVERED_PROPERTY: 'Bienes recuperados', RECOVERED_GUN: 'Arma recuperada', RECOVERED_DRUGS: 'Drogas incautadas', CASE_INFORMATION: 'Información del caso', LOCATED_MISSING_PERSON: 'Persona localizada', LED_TO_ARREST: 'Condujo a un arresto', ASSISTED_OTHER_AGENCY: 'Apoyo a otra agencia', NOTHING_FOUND: 'No se encontró nada', FALSE_ALARM: 'Falsa alarma' },
};

const texts = { en, es };
let language = localStorage.getItem('phone.language')
  ?? (navigator.languages?.find((l) => /^(en|es)\b/i.test(l)) ?? 'en').slice(0, 2).toLowerCase();

export const current = () => language;

export function choose(next) {
  language = texts[next] ? next : 'en';
  localStorage.setItem('phone.language', language);
  document.documentElement.lang = language;
}

/** Text by key; `sev.URGENT` looks one level deeper; `{name}` is filled in. */
export function t(key, values = {}) {
  const found = key.split('.').reduce((at, part) => at?.[part], texts[language]) ?? key.split('.').at(-1);
  return String(found).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export const time = (iso) =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(iso));

export const dayAndTime = (iso) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));

export function metres(distance) {
  const big = distance >= 950;
  return new Intl.NumberFormat(language, {
    style: 'unit', unit: big ? 'kilometer' : 'meter', unitDisplay: 'short', maximumFractionDigits: big ? 1 : 0,
  }).format(big ? distance / 1000 : Math.round(distance / 10) * 10);
}

document.documentElement.lang = language;
