-- Who at an external OpenID provider is who here. Made at the first log-in by a confirmed address;
-- afterwards the provider's own name for the person counts, because addresses are given to others.
CREATE TABLE identity.external_log_in (
  issuer    text NOT NULL,
  subject   text NOT NULL,
  person_id uuid NOT NULL REFERENCES identity.person (id) ON DELETE CASCADE,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject),
  -- one person is one subject: whoever comes with the same address and another name is another
  UNIQUE (issuer, person_id)
);
GRANT SELECT, INSERT, DELETE ON identity.external_log_in TO ${appRole};
