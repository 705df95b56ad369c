//! Everything kept of one person, as files that this person reads: a page, the same for programs,
//! and what they must be told of their rights.

use askama::Template;
use serde::Serialize;
use tdu_casework::{AttachedRow, Files, Frame, PersonArchive, SourceView, TimelineEntry};
use tdu_domain::access::{Reason, Role};

use crate::pages::imports::moment;
use crate::pages::person::history;
use crate::pages::referrals;
use crate::{Texts, WebError, words};

/// The page to read.
const PAGE: &str = "mes-donnees.html";
/// The same, for programs.
const DATA: &str = "mes-donnees.json";
/// What the person must be told.
const NOTICE: &str = "mes-droits.html";
/// The paragraphs of the notice, in order.
const PARAGRAPHS: [&str; 7] = ["what", "why", "where", "who", "long", "rights", "complaint"];

#[derive(Template, Serialize)]
#[template(path = "archive.html")]
struct ArchivePage<'a> {
    #[serde(skip)]
    t: Texts,
    #[serde(skip)]
    notice: &'static str,
    name: String,
    on: String,
    accompanied_by: &'a [String],
    sources: Vec<SourceLines>,
    acts: Vec<ActLine>,
    messages: Vec<MessageLine>,
    referrals: Vec<ReferralLines>,
    attached: Vec<AttachedLine>,
    looks: Vec<LookLine>,
}

#[derive(Serialize)]
struct AttachedLine {
    on: String,
    organisation: String,
    kind: String,
    name: String,
    file: String,
}

#[derive(Serialize)]
struct ReferralLines {
    from: String,
    to: String,
    state: String,
    said: Vec<String>,
}

#[derive(Serialize)]
struct SourceLines {
    organisation: String,
    system: String,
    number: String,
    facts: Vec<FactLine>,
}

#[derive(Serialize)]
struct FactLine {
    field: String,
    value: String,
    since: String,
}

#[derive(Serialize)]
struct ActLine {
    on: String,
    organisation: String,
    what: String,
    changes: Vec<String>,
}

#[derive(Serialize)]
struct MessageLine {
    on: String,
    organisation: String,
    words: String,
}

#[derive(Serialize)]
struct LookLine {
    at: String,
    organisation: String,
    role: String,
    what: String,
    why: String,
}

#[derive(Template)]
#[template(path = "information.html")]
struct NoticePage<'a> {
    t: Texts,
    paragraphs: Vec<(String, String)>,
    accompanied_by: &'a [String],
}

/// The files of someone's archive: name and content.
pub fn archive_files(t: Texts, archive: &PersonArchive, frame: &Frame) -> Result<Files, WebError> {
    let page = ArchivePage::of(t, archive, frame);
    let notice = NoticePage {
        t,
        paragraphs: PARAGRAPHS
            .iter()
            .map(|part| (t.of_code("notice", part), t.of_code("notice-told", part)))
            .collect(),
        accompanied_by: &archive.accompanied_by,
    };
    let data = serde_json::to_vec_pretty(&page).map_err(tdu_casework::CaseworkError::from)?;
    let mut files = vec![
        (PAGE.to_owned(), page.render()?.into_bytes()),
        (DATA.to_owned(), data),
        (NOTICE.to_owned(), notice.render()?.into_bytes()),
    ];
    let attached = archive.attached.iter().enumerate();
    files.extend(attached.map(|(at, file)| (attached_name(at, &file.row), file.content.clone())));
    Ok(files)
}

/// The name of an attached file in the archive: never one that somebody typed.
fn attached_name(at: usize, row: &AttachedRow) -> String {
    let (kind, end) = (row.kind.code(), row.format.extension());
    format!("{kind}-{}.{end}", at + 1)
}

impl<'a> ArchivePage<'a> {
    fn of(t: Texts, archive: &'a PersonArchive, frame: &Frame) -> Self {
        let named = |known: Option<&tdu_domain::organisation::Organisation>| {
            known.map_or_else(|| t.get("seen-elsewhere"), |known| known.name.clone())
        };
        let looks = archive.looks.iter().map(|look| LookLine {
            at: moment(t, frame, look.at),
            organisation: named(look.organisation.as_ref()),
            role: said(t, "role", look.role.map(Role::code)),
            what: t.of_code("look", look.act.code()),
            why: said(t, "look-why", look.why.map(Reason::code)),
        });
        Self {
            t,
            notice: NOTICE,
            name: archive.name.clone(),
            on: t.date(archive.on),
            accompanied_by: &archive.accompanied_by,
            sources: archive
                .sources
                .iter()
                .map(|source| SourceLines {
                    organisation: named(source.organisation.as_ref()),
                    system: t.of_code("system", source.system.code()),
                    number: source.external_id.clone(),
                    facts: facts(t, source, frame),
                })
                .collect(),
            acts: archive
                .journal
                .iter()
                .map(|entry| ActLine {
                    on: t.date(entry.on),
                    organisation: named(entry.organisation.as_ref()),
                    what: history::sentence(t, entry, frame),
                    changes: changes(t, entry, frame),
                })
                .collect(),
            messages: archive
                .messages
                .iter()
                .map(|message| MessageLine {
                    on: t.date(message.on),
                    organisation: named(message.organisation.as_ref()),
                    words: message.words.clone(),
                })
                .collect(),
            referrals: archive
                .referrals
                .iter()
                .map(|referral| ReferralLines {
                    from: named(frame.organisations.get(&referral.sender)),
                    to: named(frame.organisations.get(&referral.receiver)),
                    state: t.of_code("referral-state", referral.standing.state.code()),
                    said: referrals::said(t, &referral.content),
                })
                .collect(),
            attached: archive
                .attached
                .iter()
                .enumerate()
                .map(|(at, file)| AttachedLine {
                    on: t.date(file.row.added_on),
                    organisation: named(frame.organisations.get(&file.row.added.organisation)),
                    kind: t.of_code("attached", file.row.kind.code()),
                    name: file.row.name.clone(),
                    file: attached_name(at, &file.row),
                })
                .collect(),
            looks: looks.collect(),
        }
    }
}

fn said(t: Texts, kind: &str, code: Option<&str>) -> String {
    code.map(|code| t.of_code(kind, code)).unwrap_or_default()
}

fn facts(t: Texts, source: &SourceView, frame: &Frame) -> Vec<FactLine> {
    let line = |(field, text): (tdu_domain::facts::Field, String)| {
        let told = source.changed_at.get(&field).copied();
        FactLine {
            field: history::name(t, field),
            value: words::value(t, field, &text, &frame.communes),
            since: t.date(frame.day_of(told.unwrap_or(source.received_at))),
        }
    };
    source.facts.known().into_iter().map(line).collect()
}

fn changes(t: Texts, entry: &TimelineEntry, frame: &Frame) -> Vec<String> {
    let changes = history::changes(entry).iter();
    changes
        .map(|change| history::changed(t, change, frame))
        .collect()
}
