#!/bin/sh
# Makes the two roles and the database, as the embedded default does: the owner migrates, the
# application may only do what it was granted.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres <<SQL
CREATE ROLE porchlight_owner LOGIN PASSWORD '$OWNER_PASSWORD';
CREATE ROLE porchlight_app LOGIN PASSWORD '$APPLICATION_PASSWORD';
CREATE DATABASE porchlight OWNER porchlight_owner;
REVOKE ALL ON DATABASE porchlight FROM PUBLIC;
GRANT CONNECT ON DATABASE porchlight TO porchlight_app;
SQL
