//! The lines of a desk: the person, the reason in a sentence, who is expected to act, the one next act.

use std::collections::HashMap;

use jiff::civil::Date;
use tdu_casework::{
    AskedItem, CaseloadRow, ChangedLine, DeskLine, NO_URGENCY, ToldItem, WaitingLine,
};
use tdu_domain::desk::Asked;
use tdu_domain::organisation::Network;
use tdu_domain::signal::Signal;
use uuid::Uuid;

use crate::Texts;
use crate::dates::day_value;
use crate::page::network_class;
use crate::words::{self, Due};

/// Acts of others that one sentence tells.
const TOLD: usize = 2;

pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) meta: String,
    /// "pour Camille Durand", for one of a colleague's.
    pub(super) stands_in: Option<String>,
    pub(super) reason: String,
    pub(super) more: Option<String>,
    pub(super) due: Option<Due>,
    pub(super) class: &'static str,
    pub(super) owner: String,
    /// The one next act, and where it is done.
    pub(super) act: String,
    pub(super) href: String,
    /// The warning that can be put off; none when what is told is no warning.
    pub(super) signal: &'static str,
    /// Whether the warning is new since the last visit.
    pub(super) fresh: bool,
    /// Whether a button says that it was seen.
    pub(super) seen: bool,
}

/// What every line is written with.
pub(super) struct Desking<'a> {
    pub(super) t: Texts,
    pub(super) mine: Network,
    pub(super) today: Date,
    /// Those of colleagues for whom the visitor stands in.
    pub(super) of: &'a HashMap<Uuid, String>,
}

impl Desking<'_> {
    /// Someone whom this network must help today.
    pub(super) fn to_do(&self, line: &DeskLine) -> Line {
        let urgency = line.person.urgency;
        let signal = warning(&line.signals, self.mine, urgency);
        self.warned(&line.person, &line.signals, signal)
    }

    /// Someone for whom the other network is awaited: what was asked comes before warnings.
    pub(super) fn waiting(&self, line: &WaitingLine) -> Line {
        let Some(first) = line.asked.first() else {
            let urgency = line.person.waiting;
            let signal = warning(&line.signals, self.mine.other(), urgency);
            return self.warned(&line.person, &line.signals, signal);
        };
        let t = self.t;
        let person = line.person.person;
        let others = line.asked.len() - 1;
        Line {
            reason: self.asked(first),
            more: (others > 0).then(|| t.count("desk-asked-more", others)),
            due: first.due.map(|due| words::due(t, due, self.today)),
            act: t.of_code("desk-asked-act", first.what.code()),
            href: match first.what {
                Asked::Referral => format!("/orientations/{}", first.item),
                Asked::Task => format!("/jeunes/{person}#taches"),
                Asked::Message => format!("/jeunes/{person}/fil"),
            },
            ..self.plain(&line.person, self.mine.other())
        }
    }

    /// Someone about whom something changed: what others did comes before new warnings.
    pub(super) fn changed(&self, line: &ChangedLine) -> Line {
        let t = self.t;
        if line.told.is_empty() {
            let newest = line.person.newest;
            let signal = line.signals.iter().find(|signal| signal.since == newest);
            return Line {
                seen: true,
                ..self.warned(&line.person, &line.signals, signal)
            };
        }
        let (shown, rest) = line.told.split_at(line.told.len().min(TOLD));
        let shown: Vec<String> = shown.iter().map(|item| self.told(item)).collect();
        Line {
            reason: shown.join(" "),
            more: (!rest.is_empty()).then(|| t.count("desk-told-more", rest.len())),
            seen: true,
            ..self.plain(&line.person, self.mine)
        }
    }

    fn asked(&self, item: &AskedItem) -> String {
        let (t, today) = (self.t, self.today);
        t.with(
            &format!("desk-asked-{}", item.what.code()),
            [
                ("of", item.of.as_str().into()),
                ("on", day_value(t, Some(item.on), today)),
            ],
        )
    }

    fn told(&self, item: &ToldItem) -> String {
        let t = self.t;
        t.with(
            "desk-told",
            [
                ("what", t.of_code("act", item.act.code()).into()),
                ("by", item.by.as_str().into()),
                ("on", t.relative(item.on, self.today).into()),
            ],
        )
    }

    fn warned(&self, person: &CaseloadRow, all: &[Signal], signal: Option<&Signal>) -> Line {
        let (t, mine) = (self.t, self.mine);
        let Some(signal) = signal.or(all.first()) else {
            return self.plain(person, mine);
        };
        let others = all.len().saturating_sub(1);
        let plain = self.plain(person, signal.owner);
        let (act, href) = if signal.owner == mine {
            let path = words::answer_path(signal.code);
            let href = format!("{}?acte={path}&retour=journee#agir", plain.href);
            (words::answer(t, signal.code), href)
        } else {
            (plain.act, plain.href)
        };
        Line {
            reason: words::reason(t, signal, self.today),
            more: (others > 0).then(|| t.count("desk-more", others)),
            due: signal.due.map(|due| words::due(t, due, self.today)),
            signal: signal.code.code(),
            act,
            href,
            ..plain
        }
    }

    fn plain(&self, person: &CaseloadRow, owner: Network) -> Line {
        let t = self.t;
        let age = words::age(t, person.birth_date, self.today);
        Line {
            id: person.person,
            name: format!("{} {}", person.first_name, person.last_name),
            meta: words::dotted(&[
                age.as_deref(),
                person.commune_name.as_deref(),
                person.trade.as_deref(),
            ]),
            stands_in: self
                .of
                .get(&person.person)
                .map(|name| t.one("desk-for", "name", name.as_str())),
            reason: words::stage(t, person.stage),
            more: None,
            due: None,
            class: network_class(owner),
            owner: words::expected(t, owner, self.mine),
            act: t.get("desk-open"),
            href: format!("/jeunes/{}", person.person),
            signal: "",
            fresh: false,
            seen: false,
        }
    }
}

/// The most urgent warning that a network must answer and that is not put off.
fn warning(signals: &[Signal], owner: Network, urgency: i64) -> Option<&Signal> {
    signals
        .iter()
        .find(|signal| signal.owner == owner && signal.urgency() == urgency)
        .filter(|_| urgency != NO_URGENCY)
}
