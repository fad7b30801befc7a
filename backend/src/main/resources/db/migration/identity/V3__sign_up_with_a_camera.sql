-- A resident may ask for an account together with a first camera: the password is then set after the
-- link was followed, and the draft of the camera lies in another module under this id.
ALTER TABLE identity.sign_up ALTER COLUMN password_hash DROP NOT NULL;
ALTER TABLE identity.sign_up ADD COLUMN draft uuid;
