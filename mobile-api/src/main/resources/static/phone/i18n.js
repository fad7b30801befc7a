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
  working: 'Working…', again: 'Try again', taken: 'A colleague goes.', failed: 'That did not work: {why}',
  stale: 'The alert changed meanwhile. Please look again and decide again.',
  notFound: 'There is no such alert for you.',
  language: 'Language', scheme: 'Appearance', system: 'Like the device', light: 'Light', dark: 'Dark',
  position: 'Position', useDevice: 'Where this phone is', useFixed: 'A fixed place (demonstration)',
  latitude: 'Latitude', longitude: 'Longitude', push: 'Wake this phone by push (demonstration)',
  pushText: 'The page registers a made-up installation at the push stand-in.', save: 'Save', saved: 'Saved.',
  signedInAs: 'Signed in as {name}', badPlace: 'Latitude is -90 to 90, longitude -180 to 180.',
  cameras: 'Cameras nearby', showCameras: 'Show cameras nearby', camerasText: 'Looking around is logged, and so is every look through a camera. Owners see it.',
  noCameras: 'There are no cameras nearby that you may know of.', refreshCameras: 'Look again', openLive: 'Open live', openLiveOf: 'Open live: {name}',
  purpose: 'Why do you look?', choosePurpose: 'Choose why you look. It goes into the log.',
  liveOf: 'Live view: {name}', closeLive: 'Close', closeLiveOf: 'Close live view: {name}', fromIncident: '{d} from the incident', sound: 'Sound', photo: 'Photo', photoOf: 'Photo of {name}', backToLive: 'Back to live', photoTaken: 'Photo taken; it is in the log.',
  openingLive: 'Connecting to the camera…', cameraWaits: 'The camera does not deliver pictures right now. The view goes on by itself when it does.',
  networkLost: 'The connection is lost. The view goes on by itself when it is back.', liveEnded: 'The view has ended. {why}', liveNow: 'Live view is running.',
  noPicture: 'The camera gave no picture. Try again in a moment.', busyPicture: 'Another photo is still being taken. Try again in a moment.',
  tooFast: 'That was more than anybody can look at. Wait a minute.',
  owned: { PRIVATE: 'Private camera', POLICE: 'Police camera' },
  purposes: {
    'EMERGENCY-IN-PROGRESS': 'Emergency in progress',
    'INV-ASSAULT': 'Investigation: assault',
    'INV-BURGLARY': 'Investigation: burglary',
    'INV-HIT-AND-RUN': 'Investigation: hit and run',
    'INV-HOMICIDE': 'Investigation: homicide',
    'INV-ROBBERY': 'Investigation: robbery',
    'INV-SHOOTING': 'Investigation: shooting',
    'INV-VEHICLE-THEFT': 'Investigation: vehicle theft',
    'MISSING-PERSON': 'Search for a missing person',
    'OFFICER-IN-DANGER': 'Officer in danger',
  },
  rules: {
    CAMERA_UNKNOWN: 'There is no such camera that the police may know of.',
    CANNOT_JUDGE: 'The rules could not be checked just now, so the answer is no. Try again in a moment.',
    EMERGENCY_NOT_AGREED: 'The owner agreed to earlier words that know no emergencies.',
    GROUND_CHANGED: 'What this view rested on has changed. Ask for it again.',
    GROUND_ENDED: 'What this view rested on is over.',
    INCIDENT_CLOSED: 'The incident is closed.',
    INCIDENT_NOT_CONFIRMED: 'An operator opened this incident more than 15 minutes ago, and no second person has confirmed it.',
    INCIDENT_NOT_URGENT_ENOUGH: 'The owner shares this camera only for more urgent incidents.',
    INCIDENT_TOO_FAR: 'The incident is outside the radius that the owner chose.',
    INCIDENT_UNKNOWN: 'There is no such incident.',
    NO_CONSENT: 'The owner has not agreed to share this camera.',
    NO_INCIDENT: 'This camera may be opened only during an incident near by.',
    ON_REQUEST_ONLY: 'The owner decides each time: ask for footage.',
    OTHER_AGENCY: 'This belongs to another agency.',
    OUTSIDE_SCHEDULE: 'The owner does not share this camera at this hour.',
    OVERRIDE_SUSPENDED: 'Your right to open cameras in an emergency is suspended.',
    PERSON_NOT_PRESENT: 'Your account is disabled.',
    PURPOSE_UNKNOWN: 'Choose a purpose from the list.',
    REGISTERED_ONLY: 'The owner only registered this camera; there is nothing to open. Ask for footage.',
    ROLE_MAY_NOT_VIEW: 'Your role may not look through cameras.',
    ROLE_NEVER_VIEWS: 'Administrators and auditors never look through cameras.',
    SECOND_FACTOR_MISSING: 'Sign in with your second factor first.',
    SECOND_FACTOR_NOT_FRESH: 'Show your second factor once more.',
    SECOND_FACTOR_TOO_OLD: 'Your second factor was shown too long ago. Sign in again.',
    SWITCHED_OFF: 'The owner has switched sharing off.',
    NOT_CONNECTED: 'This camera has no stream to open.',
    REFUSED: 'The server refused. Open the camera again.',
    UNSUPPORTED: 'This browser cannot play the video of this camera.',
  },
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
  working: 'Un momento…', again: 'Intentar de nuevo', taken: 'Va un colega.', failed: 'No funcionó: {why}',
  stale: 'La alerta cambió mientras tanto. Mírela otra vez y decida de nuevo.',
  notFound: 'No hay tal alerta para usted.',
  language: 'Idioma', scheme: 'Apariencia', system: 'Como el dispositivo', light: 'Clara', dark: 'Oscura',
  position: 'Posición', useDevice: 'Donde está este teléfono', useFixed: 'Un lugar fijo (demostración)',
  latitude: 'Latitud', longitude: 'Longitud', push: 'Despertar este teléfono con avisos (demostración)',
  pushText: 'La página registra una instalación inventada en el servidor local de avisos.', save: 'Guardar', saved: 'Guardado.',
  signedInAs: 'Sesión de {name}', badPlace: 'La latitud va de -90 a 90 y la longitud de -180 a 180.',
  cameras: 'Cámaras cercanas', showCameras: 'Ver cámaras cercanas', camerasText: 'Buscar cámaras queda en el registro, y también cada vez que se mira por una. Los dueños lo ven.',
  noCameras: 'No hay cámaras cercanas que usted pueda conocer.', refreshCameras: 'Buscar otra vez', openLive: 'Ver en vivo', openLiveOf: 'Ver en vivo: {name}',
  purpose: '¿Para qué mira?', choosePurpose: 'Elija para qué mira. Queda en el registro.',
  liveOf: 'Vista en vivo: {name}', closeLive: 'Cerrar', closeLiveOf: 'Cerrar la vista en vivo: {name}', fromIncident: 'a {d} del incidente', sound: 'Sonido', photo: 'Foto', photoOf: 'Foto de {name}', backToLive: 'Volver al vivo', photoTaken: 'Foto tomada; queda en el registro.',
  openingLive: 'Conectando con la cámara…', cameraWaits: 'La cámara no envía imágenes en este momento. La vista continuará sola cuando lo haga.',
  networkLost: 'Se perdió la conexión. La vista continuará sola cuando vuelva.', liveEnded: 'La vista terminó. {why}', liveNow: 'La vista en vivo está en marcha.',
  noPicture: 'La cámara no dio ninguna imagen. Inténtelo de nuevo en un momento.', busyPicture: 'Todavía se está tomando otra foto. Inténtelo de nuevo en un momento.',
  tooFast: 'Ha sido más de lo que nadie puede mirar. Espere un minuto.',
  owned: { PRIVATE: 'Cámara particular', POLICE: 'Cámara de la policía' },
  purposes: {
    'EMERGENCY-IN-PROGRESS': 'Emergencia en curso',
    'INV-ASSAULT': 'Investigación: agresión',
    'INV-BURGLARY': 'Investigación: robo en vivienda o local',
    'INV-HIT-AND-RUN': 'Investigación: atropello o choque con fuga',
    'INV-HOMICIDE': 'Investigación: homicidio',
    'INV-ROBBERY': 'Investigación: atraco',
    'INV-SHOOTING': 'Investigación: tiroteo',
    'INV-VEHICLE-THEFT': 'Investigación: robo de vehículo',
    'MISSING-PERSON': 'Búsqueda de una persona desaparecida',
    'OFFICER-IN-DANGER': 'Agente en peligro',
  },
  rules: {
    CAMERA_UNKNOWN: 'No existe ninguna cámara así que la policía pueda conocer.',
    CANNOT_JUDGE: 'No se pudieron comprobar las reglas ahora, por eso la respuesta es no. Inténtelo de nuevo en un momento.',
    EMERGENCY_NOT_AGREED: 'El dueño aceptó un texto anterior que no prevé emergencias.',
    GROUND_CHANGED: 'El motivo de esta vista ha cambiado. Solicítela de nuevo.',
    GROUND_ENDED: 'Aquello en que se basaba esta vista ha terminado.',
    INCIDENT_CLOSED: 'El incidente está cerrado.',
    INCIDENT_NOT_CONFIRMED: 'Un operador abrió este incidente hace más de 15 minutos y ninguna segunda persona lo ha confirmado.',
    INCIDENT_NOT_URGENT_ENOUGH: 'El dueño comparte esta cámara solo para incidentes más urgentes.',
    INCIDENT_TOO_FAR: 'El incidente está fuera del radio que eligió el dueño.',
    INCIDENT_UNKNOWN: 'No existe ese incidente.',
    NO_CONSENT: 'El dueño no ha aceptado compartir esta cámara.',
    NO_INCIDENT: 'Esta cámara solo puede abrirse durante un incidente cercano.',
    ON_REQUEST_ONLY: 'El dueño decide cada vez: solicite la grabación.',
    OTHER_AGENCY: 'Pertenece a otra agencia.',
    OUTSIDE_SCHEDULE: 'El dueño no comparte esta cámara a esta hora.',
    OVERRIDE_SUSPENDED: 'Su derecho a abrir cámaras por emergencia está suspendido.',
    PERSON_NOT_PRESENT: 'Su cuenta está desactivada.',
    PURPOSE_UNKNOWN: 'Elija un propósito de la lista.',
    REGISTERED_ONLY: 'El dueño solo registró esta cámara; no hay nada que abrir. Solicite la grabación.',
    ROLE_MAY_NOT_VIEW: 'Su función no permite mirar por las cámaras.',
    ROLE_NEVER_VIEWS: 'Los administradores y auditores nunca miran por las cámaras.',
    SECOND_FACTOR_MISSING: 'Primero inicie sesión con su segundo factor.',
    SECOND_FACTOR_NOT_FRESH: 'Muestre su segundo factor otra vez.',
    SECOND_FACTOR_TOO_OLD: 'Mostró su segundo factor hace demasiado tiempo. Inicie sesión de nuevo.',
    SWITCHED_OFF: 'El dueño ha dejado de compartir la cámara.',
    NOT_CONNECTED: 'Esta cámara no tiene transmisión que abrir.',
    REFUSED: 'El servidor lo rechazó. Abra la cámara otra vez.',
    UNSUPPORTED: 'Este navegador no puede reproducir el video de esta cámara.',
  },
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
