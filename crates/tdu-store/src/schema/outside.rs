//! What programs outside need: keys that say what they open, calls done once.

use super::Migration;

/// Keys made before delivered learners.
pub(super) const KEY_SCOPES: Migration = Migration {
    name: "d0010_outside_keys",
    both: "
ALTER TABLE api_key ADD COLUMN scopes text NOT NULL DEFAULT 'deliver'
--
ALTER TABLE api_key ADD COLUMN made_by uuid
--
ALTER TABLE api_key ADD COLUMN made_by_name text",
    sqlite: "",
    postgres: "",
};

/// Calls that must be done once, however often they are sent: kept for a day.
pub(super) const CALLS: Migration = Migration {
    name: "t0010_outside_calls",
    both: "
CREATE TABLE call_once (
    api_key uuid NOT NULL,
    route text NOT NULL,
    name text NOT NULL,
    content bytea NOT NULL,
    line uuid NOT NULL,
    done_at bigint NOT NULL,
    PRIMARY KEY (api_key, route, name)
) {clustered}
--
CREATE INDEX call_once_done_at ON call_once (done_at)",
    sqlite: "",
    postgres: "",
};

/// The places of those who read the journal as an outbox, and what they make of it: notices, and the
/// e-mails that tell them. What was done before is told to nobody.
pub(super) const NOTICES: Migration = Migration {
    name: "t0010_outside_notices",
    both: "
CREATE INDEX journal_news ON journal (organisation, number) WHERE act <> 'source_received' AND act <> 'source_changed'
--
CREATE TABLE journal_place (
    consumer text NOT NULL,
    organisation uuid NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (consumer, organisation)
) {clustered}
--
INSERT INTO journal_place (consumer, organisation, number) SELECT 'notices', organisation, lines FROM journal_head
--
CREATE TABLE notice (
    id uuid PRIMARY KEY NOT NULL,
    account uuid NOT NULL,
    organisation uuid NOT NULL,
    person uuid NOT NULL,
    line uuid NOT NULL,
    act text NOT NULL,
    by_organisation uuid NOT NULL,
    at bigint NOT NULL,
    read_at bigint,
    letter uuid,
    UNIQUE (account, line)
)
--
CREATE INDEX notice_account ON notice (account, organisation, id)
--
CREATE INDEX notice_unread ON notice (account, organisation) WHERE read_at IS NULL
--
CREATE INDEX notice_person ON notice (person)
--
CREATE INDEX notice_letter ON notice (letter) WHERE letter IS NOT NULL
--
CREATE INDEX notice_at ON notice (at)
--
CREATE TABLE letter (
    id uuid PRIMARY KEY NOT NULL,
    kind text NOT NULL CHECK (kind IN ('immediate', 'daily')),
    account uuid NOT NULL,
    recipient text,
    content bytea,
    made_at bigint NOT NULL,
    due_at bigint NOT NULL,
    tries bigint NOT NULL,
    claimed_until bigint,
    sent_at bigint,
    dropped_at bigint,
    fault text
)
--
CREATE INDEX letter_waiting ON letter (due_at) WHERE sent_at IS NULL AND dropped_at IS NULL
--
CREATE INDEX letter_account ON letter (account, kind)
--
CREATE INDEX letter_made_at ON letter (made_at)",
    sqlite: "",
    postgres: "",
};

/// What accounts chose to be sent, and the e-mails that belong to no territory.
pub(super) const LETTERS: Migration = Migration {
    name: "d0010_outside_letters",
    both: "
CREATE TABLE notice_choice (
    account uuid NOT NULL REFERENCES account (id),
    kind text NOT NULL,
    frequency text NOT NULL CHECK (frequency IN ('immediate', 'daily', 'never')),
    PRIMARY KEY (account, kind)
) {clustered}
--
CREATE TABLE letter (
    id uuid PRIMARY KEY NOT NULL,
    kind text NOT NULL CHECK (kind = 'invitation'),
    account uuid,
    recipient text,
    content bytea,
    made_at bigint NOT NULL,
    due_at bigint NOT NULL,
    tries bigint NOT NULL,
    claimed_until bigint,
    sent_at bigint,
    dropped_at bigint,
    fault text
)
--
CREATE INDEX letter_waiting ON letter (due_at) WHERE sent_at IS NULL AND dropped_at IS NULL
--
CREATE INDEX letter_made_at ON letter (made_at)",
    sqlite: "",
    postgres: "",
};

/// Where organisations want to be told of each act; their secrets are sealed.
pub(super) const WEBHOOKS: Migration = Migration {
    name: "d0010_outside_webhooks",
    both: "
CREATE TABLE webhook (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL REFERENCES organisation (id),
    address text NOT NULL,
    secret bytea NOT NULL,
    made_by text NOT NULL,
    created_at bigint NOT NULL,
    stopped_at bigint
)
--
CREATE INDEX webhook_organisation ON webhook (organisation)",
    sqlite: "",
    postgres: "",
};

/// What is told to webhooks, each once.
pub(super) const DELIVERIES: Migration = Migration {
    name: "t0010_outside_deliveries",
    both: "
INSERT INTO journal_place (consumer, organisation, number) SELECT 'webhooks', organisation, lines FROM journal_head
--
CREATE TABLE delivery (
    id uuid PRIMARY KEY NOT NULL,
    webhook uuid NOT NULL,
    person uuid NOT NULL,
    line uuid NOT NULL,
    act text NOT NULL,
    occurred_on text NOT NULL,
    by_organisation uuid NOT NULL,
    made_at bigint NOT NULL,
    due_at bigint NOT NULL,
    tries bigint NOT NULL DEFAULT 0,
    claimed_until bigint,
    sent_at bigint,
    dead_at bigint,
    status bigint,
    fault text,
    UNIQUE (webhook, line)
)
--
CREATE INDEX delivery_waiting ON delivery (due_at) WHERE sent_at IS NULL AND dead_at IS NULL
--
CREATE INDEX delivery_webhook ON delivery (webhook, id)
--
CREATE INDEX delivery_person ON delivery (person)
--
CREATE INDEX delivery_made_at ON delivery (made_at)",
    sqlite: "",
    postgres: "",
};
