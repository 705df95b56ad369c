//! What lists that programs read in parts are ordered by.

use super::Migration;

pub(super) const PARTS: Migration = Migration {
    name: "t0015_parts",
    both: "
CREATE INDEX task_owner_part ON task (owner, id)
--
CREATE INDEX task_asker_part ON task (asked_for, id)
--
CREATE INDEX referral_sender_part ON referral (sender, id)
--
CREATE INDEX referral_receiver_part ON referral (receiver, id)",
    sqlite: "",
    postgres: "",
};
