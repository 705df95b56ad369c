//! Who may hear of what was done: notices and webhooks tell no more than the person's page shows.

use std::collections::HashMap;

use tdu_domain::journal::Payload;
use tdu_store::{Follower, News};
use uuid::Uuid;

use crate::frame::Frame;
use crate::referrals::is_of_others;
use crate::{Casework, CaseworkError};

impl Casework {
    /// For each line of the journal, those in whose caseload the person is and who may hear of it.
    pub(crate) async fn hearers(
        &self,
        frame: &Frame,
        news: &[News],
    ) -> Result<HashMap<Uuid, Vec<Follower>>, CaseworkError> {
        let people: Vec<Uuid> = news.iter().map(|news| news.person).collect();
        let followers = frame.territory.followers(&people).await?;
        let mut payloads: HashMap<Uuid, Option<Payload>> = HashMap::new();
        for one in news.iter().filter(|one| one.act.is_between_two()) {
            if payloads.contains_key(&one.line) {
                continue;
            }
            let journal = frame.territory.journal_of(one.person).await?;
            payloads.extend(journal.into_iter().map(|entry| (entry.id, entry.payload)));
        }
        let may_hear = |news: &News, follower: &Follower| {
            let own = follower.organisation == news.organisation;
            let apart = follower.limited
                && frame.network(follower.organisation) != frame.network(news.organisation);
            if apart {
                return false;
            }
            // What was erased says no more between whom it was.
            match (news.act.is_between_two(), payloads.get(&news.line)) {
                (false, _) => true,
                (true, Some(Some(payload))) => !is_of_others(payload, follower.organisation),
                (true, _) => own,
            }
        };
        let heard = news.iter().map(|news| {
            let of_person = followers.get(&news.person).into_iter().flatten();
            let heard = of_person.filter(|follower| may_hear(news, follower));
            (news.line, heard.cloned().collect())
        });
        Ok(heard.collect())
    }
}
