//! Referrals between the two networks: the moves that exist are written down here once more, so that
//! no hand makes another.

use super::Migration;

pub(super) const REFERRAL: Migration = Migration {
    name: "t0007_referral",
    both: TABLES,
    sqlite: GUARDS_SQLITE,
    postgres: GUARDS_POSTGRES,
};

const TABLES: &str = "
CREATE TABLE referral (
    id uuid PRIMARY KEY NOT NULL,
    person uuid NOT NULL REFERENCES person (id),
    sender uuid NOT NULL,
    receiver uuid NOT NULL,
    receiver_network text NOT NULL CHECK (receiver_network IN ('ml', 'cfa')),
    author uuid NOT NULL,
    author_name text NOT NULL,
    created_on text NOT NULL,
    sent_on text,
    informed_on text,
    state text NOT NULL CHECK (state IN ('draft', 'sent', 'acknowledged', 'studying', 'waiting_list',
        'accepted', 'refused', 'withdrawn', 'expired')),
    moves bigint NOT NULL CHECK (moves >= 0),
    moved_on text NOT NULL,
    step text CHECK (step IN ('interview', 'positioning', 'immersion')),
    step_on text,
    motive text,
    alternative text,
    kept_on text,
    counts boolean NOT NULL,
    content bytea NOT NULL,
    CHECK (sender <> receiver),
    CHECK (state = 'draft' OR (sent_on IS NOT NULL AND informed_on IS NOT NULL)),
    CHECK ((state = 'refused') = (motive IS NOT NULL)),
    CHECK ((motive IS NULL) = (alternative IS NULL)),
    CHECK (state <> 'studying' OR step IS NOT NULL),
    CHECK (step IS NOT NULL OR step_on IS NULL),
    CHECK (state <> 'draft' OR (NOT counts AND moves = 0))
)
--
CREATE INDEX referral_person ON referral (person)
--
CREATE INDEX referral_sender ON referral (sender, state)
--
CREATE INDEX referral_receiver ON referral (receiver, state)
--
CREATE INDEX referral_counts ON referral (person) WHERE counts";

const GUARDS_SQLITE: &str = "
CREATE TRIGGER referral_starts BEFORE INSERT ON referral WHEN NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a referral starts as a draft'); END
--
CREATE TRIGGER referral_moves BEFORE UPDATE ON referral
WHEN NEW.sender <> OLD.sender OR NEW.receiver <> OLD.receiver OR NEW.receiver_network <> OLD.receiver_network
OR NOT ((NEW.moves = OLD.moves AND NEW.state = OLD.state)
OR (NEW.moves = OLD.moves + 1 AND OLD.state || ' ' || NEW.state IN ('draft sent', 'sent acknowledged',
    'sent studying', 'acknowledged studying', 'studying studying', 'sent accepted', 'acknowledged accepted',
    'studying accepted', 'waiting_list accepted', 'sent waiting_list', 'acknowledged waiting_list',
    'studying waiting_list', 'sent refused', 'acknowledged refused', 'studying refused', 'waiting_list refused',
    'sent withdrawn', 'acknowledged withdrawn', 'studying withdrawn', 'waiting_list withdrawn', 'accepted withdrawn',
    'sent sent', 'acknowledged acknowledged', 'waiting_list waiting_list', 'sent expired', 'acknowledged expired',
    'studying expired'))
OR (NEW.moves = OLD.moves - 1 AND NEW.state || ' ' || OLD.state IN ('draft sent', 'sent acknowledged',
    'sent studying', 'acknowledged studying', 'studying studying', 'sent accepted', 'acknowledged accepted',
    'studying accepted', 'waiting_list accepted', 'sent waiting_list', 'acknowledged waiting_list',
    'studying waiting_list', 'sent refused', 'acknowledged refused', 'studying refused', 'waiting_list refused',
    'sent withdrawn', 'acknowledged withdrawn', 'studying withdrawn', 'waiting_list withdrawn', 'accepted withdrawn',
    'sent sent', 'acknowledged acknowledged', 'waiting_list waiting_list')))
BEGIN SELECT RAISE(ABORT, 'a referral does not move this way'); END";

const GUARDS_POSTGRES: &str = "
CREATE FUNCTION referral_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE
    allowed text[] := ARRAY['draft sent', 'sent acknowledged',
    'sent studying', 'acknowledged studying', 'studying studying', 'sent accepted', 'acknowledged accepted',
    'studying accepted', 'waiting_list accepted', 'sent waiting_list', 'acknowledged waiting_list',
    'studying waiting_list', 'sent refused', 'acknowledged refused', 'studying refused', 'waiting_list refused',
    'sent withdrawn', 'acknowledged withdrawn', 'studying withdrawn', 'waiting_list withdrawn', 'accepted withdrawn',
    'sent sent', 'acknowledged acknowledged', 'waiting_list waiting_list'];
    ended text[] := ARRAY['sent expired', 'acknowledged expired', 'studying expired'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a referral starts as a draft';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.sender = OLD.sender AND NEW.receiver = OLD.receiver AND NEW.receiver_network = OLD.receiver_network
    AND ((NEW.moves = OLD.moves AND NEW.state = OLD.state)
    OR (NEW.moves = OLD.moves + 1 AND OLD.state || ' ' || NEW.state = ANY (allowed || ended))
    OR (NEW.moves = OLD.moves - 1 AND NEW.state || ' ' || OLD.state = ANY (allowed))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a referral does not move this way';
END $$
--
CREATE TRIGGER referral_moves BEFORE INSERT OR UPDATE ON referral
FOR EACH ROW EXECUTE FUNCTION referral_guard()";
