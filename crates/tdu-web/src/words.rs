//! What the domain computed, said to people: reasons, due dates, stages, values.

use fluent_bundle::FluentValue;
use jiff::civil::Date;
use tdu_domain::calendar::{age_on, days_between};
use tdu_domain::codes::{CommuneCode, RomeCode};
use tdu_domain::facts::Field;
use tdu_domain::journal::ActCode;
use tdu_domain::organisation::Network;
use tdu_domain::pathway::Stage;
use tdu_domain::routing::Communes;
use tdu_domain::signal::{Answer, Signal, SignalCode};
use tdu_domain::training::trade_name;

use crate::Texts;
use crate::dates::day_value;

/// Days before a due date from which it shows as near.
const SOON: i32 = 7;

/// Where referrals are answered, in the addresses of forms.
pub(crate) const REFERRALS: &str = "orientations";

/// By when to act: a class, an icon and words, never a colour alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) class: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) text: String,
}

/// The badge of a due date.
pub(crate) fn due(t: Texts, due: Date, today: Date) -> Due {
    let days = days_between(today, due);
    let (class, icon) = urgency(days);
    let text = match days {
        ..=-61 => t.count("due-late-months", -days / 30),
        -60..=-1 => t.count("due-late", -days),
        0 => t.get("due-today"),
        1 => t.get("due-tomorrow"),
        2..=60 => t.count("due-in-days", days),
        _ => t.count("due-in-months", days / 30),
    };
    Due { class, icon, text }
}

/// The class and the icon of a due date so many days away.
pub(crate) fn urgency(days: i32) -> (&'static str, &'static str) {
    match days {
        ..0 => ("due-late", "alert-triangle"),
        0 => ("due-today", "calendar-due"),
        1..=SOON => ("due-soon", "hourglass"),
        _ => ("", "clock"),
    }
}

/// The sentence of a warning: the fact, and what follows from it.
pub(crate) fn reason(t: Texts, signal: &Signal, today: Date) -> String {
    said(t, "reason", signal, today)
}

/// Why a warning matters, and the rule it comes from.
pub(crate) fn consequence(t: Texts, signal: &Signal, today: Date) -> String {
    said(t, "consequence", signal, today)
}

fn said(t: Texts, kind: &str, signal: &Signal, today: Date) -> String {
    let days = signal
        .cause_on
        .map_or(0, |cause| days_between(cause, today));
    let passed = signal.due.is_some_and(|due| due < today);
    let key = format!("{kind}-{}", signal.code.code().replace('_', "-"));
    t.with(
        &key,
        [
            ("days", FluentValue::from(days)),
            ("cause", day_value(t, signal.cause_on, today)),
            ("due", day_value(t, signal.due, today)),
            ("since", day_value(t, signal.since, today)),
            ("known", known(signal.since.is_some())),
            ("passed", known(passed)),
        ],
    )
}

/// A condition that a sentence may select on.
fn known(yes: bool) -> FluentValue<'static> {
    FluentValue::from(if yes { "yes" } else { "no" })
}

/// What the act that answers a warning is called.
pub(crate) fn answer(t: Texts, code: SignalCode) -> String {
    t.of_code("answer", code.answer().code())
}

/// Where the form of that act is.
pub(crate) fn answer_path(code: SignalCode) -> &'static str {
    match code.answer() {
        Answer::RecordContact => "contact",
        Answer::RecordDiploma => "diplome",
        Answer::CompleteDetails => "coordonnees",
        Answer::SeeTasks => "taches",
        Answer::AnswerReferral | Answer::FollowReferral | Answer::SettleReferrals => REFERRALS,
        Answer::TellAppointment => "rendez-vous",
        Answer::FollowRupture => "rupture",
        Answer::AnswerAlert => "alerte",
        Answer::AskViews => "points",
        Answer::TellSituation => "apres",
        Answer::BringPieces => "pieces",
        Answer::SearchCompany => "entreprises",
        Answer::FollowRoad => "vers-le-contrat",
    }
}

/// Who is expected to act, as seen by a network.
pub(crate) fn expected(t: Texts, owner: Network, mine: Network) -> String {
    if owner == mine {
        t.get("owner-you")
    } else {
        t.of_code("network-to", owner.code())
    }
}

/// A stage in words.
pub(crate) fn stage(t: Texts, stage: Stage) -> String {
    t.of_code("stage", stage.code())
}

/// Whether a stage follows a rupture.
pub(crate) fn is_broken(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::TrainingAfterRupture | Stage::BrokenSupported | Stage::BrokenLooking
    )
}

/// "19 ans", or nothing when the birth date is unknown.
pub(crate) fn age(t: Texts, birth: Option<Date>, today: Date) -> Option<String> {
    birth.map(|birth| t.count("age", age_on(birth, today)))
}

/// A fact as people read it.
pub(crate) fn value(t: Texts, field: Field, text: &str, communes: &Communes) -> String {
    match field {
        Field::SchoolLevel => t.of_code("level", text),
        Field::Mobility => t.of_code("mobility", text),
        Field::FileStatus => t.of_code("file-status", text),
        Field::Situation => t.of_code("situation", text),
        Field::Sex => t.of_code("sex", text),
        Field::Phone => phone(text),
        Field::Commune | Field::BirthCommune => CommuneCode::parse(text)
            .ok()
            .and_then(|code| communes.get(&code))
            .map_or_else(
                || text.to_owned(),
                |commune| format!("{} ({text})", commune.name),
            ),
        Field::WantedTrades => trades(text),
        Field::HasNir | Field::Rqth | Field::OnSite | Field::DiplomaObtained => {
            yes_no(t, text == "oui")
        }
        _ => text
            .parse::<Date>()
            .map_or_else(|_| text.to_owned(), |day| t.date(day)),
    }
}

/// "oui" or "non".
pub(crate) fn yes_no(t: Texts, yes: bool) -> String {
    if yes { t.get("yes") } else { t.get("no") }
}

/// A French number in pairs; another as it is.
pub(crate) fn phone(text: &str) -> String {
    if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let pairs: Vec<&str> = (0..5).map(|pair| &text[2 * pair..2 * pair + 2]).collect();
        pairs.join("\u{a0}")
    } else {
        text.to_owned()
    }
}

/// Codes of trades, joined by commas, with the names people use.
pub(crate) fn trades(text: &str) -> String {
    let named = |code: &str| {
        RomeCode::parse(code)
            .ok()
            .and_then(|code| trade_name(&code))
            .map_or_else(|| code.to_owned(), |name| format!("{name} ({code})"))
    };
    let all: Vec<String> = text.split(", ").map(named).collect();
    all.join(", ")
}

/// Parts of a description that are known, between dots.
pub(crate) fn dotted(parts: &[Option<&str>]) -> String {
    let known: Vec<&str> = parts.iter().flatten().copied().collect();
    known.join(" · ")
}

/// What an act is, told to who follows the person: no word of what it says.
pub(crate) fn done(t: Texts, act: ActCode) -> String {
    let key = format!("notice-act-{}", act.code().replace('_', "-"));
    if t.has(&key) {
        t.get(&key)
    } else {
        t.get("notice-act-other")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use tdu_domain::notice::NoticeKind;
    use tdu_domain::signal::Severity;

    use super::*;
    use crate::Lang;

    #[test]
    fn a_reason_says_the_fact_and_the_date() {
        let signal = Signal {
            code: SignalCode::ContractSearchLimit,
            severity: Severity::Warning,
            owner: Network::Cfa,
            since: Some(date(2026, 11, 3)),
            due: Some(date(2026, 12, 4)),
            cause_on: Some(date(2026, 9, 4)),
        };
        let t = Texts::of(Lang::French);
        assert_eq!(
            reason(t, &signal, date(2026, 11, 18)),
            "Sans contrat depuis 75 jours\u{a0}: la limite des 3 mois tombe le 4 décembre."
        );
        assert_eq!(
            reason(t, &signal, date(2026, 12, 6)),
            "Sans contrat depuis 93 jours\u{a0}: la limite des 3 mois est passée depuis le 4 décembre."
        );
    }

    #[test]
    fn due_badges_have_words() {
        let t = Texts::of(Lang::French);
        let today = date(2026, 11, 22);
        assert_eq!(
            due(t, date(2026, 11, 19), today).text,
            "En retard de 3 jours"
        );
        assert_eq!(due(t, today, today).text, "Aujourd’hui");
        assert_eq!(due(t, date(2026, 11, 25), today).class, "due-soon");
    }

    #[test]
    fn phones_are_read_in_pairs() {
        assert_eq!(phone("0199001234"), "01\u{a0}99\u{a0}00\u{a0}12\u{a0}34");
        assert_eq!(phone("+442079460000"), "+442079460000");
    }

    #[test]
    fn every_act_that_is_told_has_its_own_sentence() {
        let told = ActCode::ALL
            .iter()
            .filter(|act| NoticeKind::of(**act).is_some());
        for act in told {
            for lang in [Lang::French, Lang::English] {
                let t = Texts::of(lang);
                assert_ne!(done(t, *act), t.get("notice-act-other"), "{}", act.code());
            }
        }
    }

    #[test]
    fn the_guide_of_the_api_names_every_act_that_is_sent() {
        let guide = include_str!("../../../docs/api.md");
        for act in ActCode::ALL {
            let sent = ![ActCode::SourceReceived, ActCode::SourceChanged].contains(act);
            let named = guide.contains(&format!("`{}`", act.code()));
            assert!(named || !sent, "docs/api.md does not name {}", act.code());
        }
    }
}
