//! What happened to an account, in words.

use tdu_casework::{AccountEvent, Frame};

use crate::{SignedIn, Texts, WebError, WebState};

/// What happened lately to one's own account, newest first.
pub(super) async fn views(state: &WebState, visitor: &SignedIn) -> Result<Vec<String>, WebError> {
    let frame = state.casework().frame(visitor.territory).await?;
    let events = state.casework().own_events(&visitor.actor).await?;
    Ok(events
        .iter()
        .map(|event| in_words(visitor.t, event, &frame))
        .collect())
}

/// "Aujourd’hui à 14:05, Camille Durand a invité…"
pub(crate) fn in_words(t: Texts, event: &AccountEvent, frame: &Frame) -> String {
    let mut pieces = event.detail.split('|');
    let whom = pieces.next().unwrap_or_default().to_owned();
    let mut role = || {
        pieces
            .next()
            .map_or_else(String::new, |code| t.of_code("role", code))
    };
    let (before, after) = (role(), role());
    let key = format!("event-{}", event.act.code().replace('_', "-"));
    let told = t.with(
        &key,
        [
            ("who", event.actor.as_str().into()),
            ("whom", whom.into()),
            ("before", before.into()),
            ("after", after.into()),
        ],
    );
    let when = t.moment(event.recorded_at, frame);
    t.with("event", [("when", when.into()), ("told", told.into())])
}
