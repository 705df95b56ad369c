//! The people of a demonstration whom a visitor can follow from end to end. Only keys are kept: a name
//! is read where it lives, so that whoever is erased is not told of any more.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tdu_casework::{Casework, CaseworkError};
use tdu_domain::access::{Actor, Right};
use uuid::Uuid;

use crate::Texts;

/// What happens to someone of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plot {
    /// Referred, refused with something else proposed, then referred elsewhere.
    Refusal,
    /// Two signs noticed before the 45th day, and what both staffs do about them.
    Signal,
    /// A contract broken, and another within six weeks.
    Rupture,
}

impl Plot {
    /// Every plot.
    pub const ALL: &'static [Self] = &[Self::Refusal, Self::Signal, Self::Rupture];

    /// Its code, as sentences have it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Refusal => "refusal",
            Self::Signal => "signal",
            Self::Rupture => "rupture",
        }
    }
}

/// Someone to follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// What happens.
    pub plot: Plot,
    /// To whom.
    pub person: Uuid,
}

/// One of those who act in the stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// The organisation.
    pub organisation: Uuid,
    /// Its name.
    pub name: String,
    /// The account that acts for it.
    pub email: String,
}

/// The stories of a demonstration, and who acts in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stories {
    /// Where they happen.
    pub territory: Uuid,
    /// The Mission Locale.
    pub mission_locale: Player,
    /// The CFA.
    pub cfa: Player,
    /// Another CFA, where the territory has several.
    pub other_cfa: Option<Player>,
    /// The password of these accounts.
    pub password: String,
    /// Whom to follow.
    pub told: Vec<Story>,
}

/// First and last names, by person.
pub type Names = HashMap<Uuid, String>;

/// The stories, as a page lists them.
pub(crate) struct StoriesShown {
    pub(crate) lines: Vec<StoryLine>,
    pub(crate) password: String,
    /// The key of the sentence of each link.
    pub(crate) open: &'static str,
}

/// A story, in sentences.
pub(crate) struct StoryLine {
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) told: String,
    pub(crate) left: String,
    /// The person's page, for who opens it.
    pub(crate) address: Option<String>,
}

impl Stories {
    /// What those whom the stories are about are called, by their keys; nothing of who was erased.
    pub async fn names(&self, casework: &Casework) -> Result<Names, CaseworkError> {
        let people: Vec<Uuid> = self.told.iter().map(|story| story.person).collect();
        casework.invented_names(self.territory, &people).await
    }

    /// The stories for whoever has not signed in: they lead to the person by the door.
    pub(crate) fn at_the_door(&self, t: Texts, names: &Names) -> Option<StoriesShown> {
        let by_the_door =
            |story: &Story| Some(format!("/connexion?suite=/jeunes/{}", story.person));
        self.shown("stories-enter", self.lines(t, names, by_the_door))
    }

    /// The stories for someone who has: they lead to the people whom their organisation accompanies.
    pub(crate) fn seen_by(&self, t: Texts, names: &Names, actor: &Actor) -> Option<StoriesShown> {
        let lines = self.lines(t, names, |story| {
            let seen = actor.may(Right::SeePeople)
                && self
                    .players(story.plot)
                    .any(|player| player.organisation == actor.organisation.id);
            seen.then(|| format!("/jeunes/{}", story.person))
        });
        self.shown("stories-open", lines)
    }

    /// Nothing once nobody is left to follow.
    fn shown(&self, open: &'static str, lines: Vec<StoryLine>) -> Option<StoriesShown> {
        (!lines.is_empty()).then(|| StoriesShown {
            open,
            lines,
            password: self.password.clone(),
        })
    }

    fn lines(
        &self,
        t: Texts,
        names: &Names,
        address: impl Fn(&Story) -> Option<String>,
    ) -> Vec<StoryLine> {
        let line = |story: &Story| {
            let name = names.get(&story.person)?;
            Some(StoryLine {
                title: t.of_code("story-title", story.plot.code()),
                told: self.say(t, "story-told", story.plot, name),
                left: self.say(t, "story-left", story.plot, name),
                address: address(story),
                name: name.clone(),
            })
        };
        self.told.iter().filter_map(line).collect()
    }

    /// Those who still accompany whom a story is about.
    fn players(&self, plot: Plot) -> impl Iterator<Item = &Player> {
        let trains = match plot {
            Plot::Refusal => self.other_cfa.as_ref(),
            Plot::Signal | Plot::Rupture => Some(&self.cfa),
        };
        std::iter::once(&self.mission_locale).chain(trains)
    }

    fn say(&self, t: Texts, kind: &str, plot: Plot, name: &str) -> String {
        let other = self.other_cfa.as_ref().unwrap_or(&self.cfa);
        let key = format!("{kind}-{}", plot.code());
        t.with(
            &key,
            [
                ("name", name.into()),
                ("ml", self.mission_locale.name.as_str().into()),
                ("cfa", self.cfa.name.as_str().into()),
                ("other", other.name.as_str().into()),
                ("counsellor", self.mission_locale.email.as_str().into()),
                ("referent", self.cfa.email.as_str().into()),
                ("welcome", other.email.as_str().into()),
            ],
        )
    }
}
