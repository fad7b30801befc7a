-- The transactional outbox: what one module said and another has not yet heard to the end.
-- The layout is Spring Modulith's (schema v2); the application does not create it by itself because
-- its database role may not.
CREATE SCHEMA events;
GRANT USAGE ON SCHEMA events TO ${appRole};

CREATE TABLE events.event_publication (
  id                     uuid PRIMARY KEY,
  listener_id            text NOT NULL,
  event_type             text NOT NULL,
  serialized_event       text NOT NULL,
  publication_date       timestamptz NOT NULL,
  completion_date        timestamptz,
  status                 text,
  completion_attempts    int,
  last_resubmission_date timestamptz
);
CREATE INDEX event_publication_by_event ON events.event_publication USING hash (serialized_event);
CREATE INDEX event_publication_by_completion ON events.event_publication (completion_date);
GRANT SELECT, INSERT, UPDATE, DELETE ON events.event_publication TO ${appRole};
