-- From an alert to an officer who goes.
CREATE SCHEMA alerts;
GRANT USAGE ON SCHEMA alerts TO ${appRole};

CREATE TABLE alerts.alert (
  id             uuid PRIMARY KEY,
  kind           text NOT NULL,
  severity       text NOT NULL,
  latitude       double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude      double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  note           text NOT NULL CHECK (length(note) <= 500),
  incident_id    uuid,
  clip_id        uuid,
  raised_by      uuid NOT NULL,
  raised_at      timestamptz NOT NULL,
  state          text NOT NULL CHECK (state IN
                   ('CREATED', 'VERIFIED', 'OFFERED', 'ESCALATED', 'ACCEPTED', 'EN_ROUTE',
                    'ON_SCENE', 'CLOSED')),
  state_at       timestamptz NOT NULL,
  -- who goes; null as long as nobody does
  officer_id     uuid,
  outcome        text,
  -- how often officers were asked from the beginning; offers of earlier rounds do not count any more
  round          integer NOT NULL DEFAULT 1,
  ring           integer NOT NULL DEFAULT 0,
  -- when this round began
  round_at       timestamptz NOT NULL,
  -- when the next ring is asked, or the operator; the timers live here so that they outlive us
  next_step_at   timestamptz,
  -- changes when what an officer sees changes, not when the next ring is asked
  version        integer NOT NULL DEFAULT 1,
  CHECK ((state IN ('ACCEPTED', 'EN_ROUTE', 'ON_SCENE')) <= (officer_id IS NOT NULL)),
  CHECK ((state = 'CLOSED') = (outcome IS NOT NULL))
);
CREATE INDEX alert_open ON alerts.alert (raised_at DESC) WHERE state <> 'CLOSED';
CREATE INDEX alert_by_time ON alerts.alert (raised_at DESC, id DESC);
CREATE INDEX alert_by_incident ON alerts.alert (incident_id);
CREATE INDEX alert_offered ON alerts.alert (next_step_at) WHERE state = 'OFFERED';
GRANT SELECT, INSERT, UPDATE ON alerts.alert TO ${appRole};

-- One row per officer who was asked, per round. Whoever has a row may read the alert; nobody else.
CREATE TABLE alerts.offer (
  alert_id          uuid NOT NULL REFERENCES alerts.alert,
  round             integer NOT NULL,
  officer_id        uuid NOT NULL,
  ring              integer NOT NULL CHECK (ring BETWEEN 1 AND 3),
  -- how far away the officer was; null for supervisors
  metres            double precision,
  offered_at        timestamptz NOT NULL,
  -- when the push service took the push; it is a hint, so nothing waits for it
  pushed_at         timestamptz,
  -- when the phone had not confirmed in time and the second channel was used
  second_channel_at timestamptz,
  state             text NOT NULL CHECK (state IN
                      ('OFFERED', 'DELIVERED', 'SEEN', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
  state_at          timestamptz NOT NULL,
  reason            text,
  version           integer NOT NULL DEFAULT 1,
  PRIMARY KEY (alert_id, round, officer_id),
  CHECK ((state = 'DECLINED') = (reason IS NOT NULL))
);
CREATE INDEX offer_by_officer ON alerts.offer (officer_id, alert_id, round DESC);
CREATE INDEX offer_without_receipt ON alerts.offer (offered_at)
  WHERE state = 'OFFERED' AND second_channel_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON alerts.offer TO ${appRole};

-- The event stream of each officer. Rows are written under one lock, so that positions become
-- visible in their order and a reader that goes on after a position misses nothing.
CREATE TABLE alerts.change (
  position   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  officer_id uuid NOT NULL,
  alert_id   uuid NOT NULL,
  what       text NOT NULL,
  at         timestamptz NOT NULL
);
CREATE INDEX change_by_officer ON alerts.change (officer_id, position);
CREATE INDEX change_by_time ON alerts.change (at);
GRANT SELECT, INSERT, DELETE ON alerts.change TO ${appRole};
