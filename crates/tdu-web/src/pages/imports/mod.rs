//! Imports: the list, then file, columns, preview, run and report of each.

mod columns;
mod list;
mod preview;
mod remedies;
mod report;
mod run;
mod upload;

use std::sync::Arc;

use fluent_bundle::FluentValue;
use jiff::Timestamp;
use tdu_casework::{Frame, ImportKind, ImportReport, ImportView, MAX_FILE_BYTES};
use tdu_exchange::issue;
use uuid::Uuid;

use crate::error::encoded;
use crate::routes::{Routes, Rule};
use crate::{Lang, Page, SignedIn, Texts, WebError, WebState};

/// What a form adds around the file that it sends.
const AROUND_FILE: usize = 64 * 1024;

/// The pages of imports.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            "/imports",
            Rule::IMPORT,
            "Fichiers reçus de l’organisation",
            list::show,
        )
        .get(
            "/imports/nouveau",
            Rule::IMPORT,
            "Choisir un fichier à importer",
            upload::show,
        )
        .post_up_to(
            MAX_FILE_BYTES + AROUND_FILE,
            "/imports/nouveau",
            Rule::IMPORT,
            "Déposer un fichier",
            upload::receive,
        )
        .get(
            "/imports/modele.xlsx",
            Rule::IMPORT,
            "Modèle de fichier, vide",
            upload::template,
        )
        .get(
            "/imports/{import}",
            Rule::IMPORT,
            "Compte rendu d’un import",
            report::show,
        )
        .get(
            "/imports/{import}/colonnes",
            Rule::IMPORT,
            "Colonnes d’un fichier",
            columns::show,
        )
        .post(
            "/imports/{import}/colonnes",
            Rule::IMPORT,
            "Choisir les colonnes",
            columns::choose,
        )
        .get(
            "/imports/{import}/apercu",
            Rule::IMPORT,
            "Aperçu d’un import",
            preview::show,
        )
        .post(
            "/imports/{import}/confirmer",
            Rule::IMPORT,
            "Lancer un import",
            run::confirm,
        )
        .post(
            "/imports/{import}/reprendre",
            Rule::IMPORT,
            "Reprendre un import interrompu",
            run::retry,
        )
        .post(
            "/imports/{import}/abandonner",
            Rule::IMPORT,
            "Abandonner un import",
            run::give_up,
        )
        .get(
            "/imports/{import}/erreurs.csv",
            Rule::IMPORT,
            "Lignes refusées d’un fichier",
            report::errors,
        )
}

/// A step of an import: done, here, or to come.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    label: String,
    done: bool,
    here: bool,
}

/// Where an import stands among its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    File,
    Columns,
    Preview,
    Report,
    Ended,
}

/// The steps of a kind of import. Learners' columns need no mapping.
fn steps(t: Texts, kind: ImportKind, at: At) -> Vec<Step> {
    [
        (At::File, t.get("imports-step-file")),
        (At::Columns, t.get("imports-step-columns")),
        (At::Preview, t.get("imports-step-preview")),
        (At::Report, t.get("imports-step-report")),
    ]
    .into_iter()
    .filter(|(step, _)| kind == ImportKind::Youths || *step != At::Columns)
    .map(|(step, label)| Step {
        label,
        done: step < at,
        here: step == at,
    })
    .collect()
}

/// What became of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tally {
    read: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    failed: i64,
    erased: i64,
}

impl Tally {
    fn of(report: &ImportReport) -> Self {
        Self {
            read: whole(report.done),
            created: whole(report.counts.created),
            updated: whole(report.counts.updated),
            unchanged: whole(report.counts.unchanged),
            failed: whole(report.counts.failed),
            erased: whole(report.counts.erased),
        }
    }

    fn taken(&self) -> i64 {
        self.created + self.updated + self.unchanged
    }

    /// The numbers as the arguments of a sentence.
    fn arguments(&self) -> [(&'static str, FluentValue<'static>); 6] {
        [
            ("read", self.read.into()),
            ("created", self.created.into()),
            ("updated", self.updated.into()),
            ("unchanged", self.unchanged.into()),
            ("failed", self.failed.into()),
            ("erased", self.erased.into()),
        ]
    }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The frame of a page of imports.
fn page(visitor: &SignedIn, title: String) -> Page {
    let name = visitor.t.get("imports-name");
    visitor.page(title).under("/imports", name)
}

async fn frame(state: &WebState, visitor: &SignedIn) -> Result<Arc<Frame>, WebError> {
    Ok(state.casework().frame(visitor.territory).await?)
}

/// "20 novembre à 08:14", where the territory is.
pub(crate) fn moment(t: Texts, frame: &Frame, instant: i64) -> String {
    let zoned = Timestamp::from_millisecond(instant)
        .unwrap_or_default()
        .to_zoned(frame.zone.clone());
    let day = t.near(zoned.date(), frame.today());
    let time = format!("{:02}:{:02}", zoned.hour(), zoned.minute());
    t.with(
        "imports-moment",
        [("day", day.into()), ("time", time.into())],
    )
}

/// Who sent a file, and when: "20 novembre à 08:14, par Ana Témoin".
fn sent(t: Texts, frame: &Frame, import: &ImportView) -> String {
    let when = moment(t, frame, import.started_at);
    let sender = match &import.sender {
        _ if import.account == Some(Uuid::nil()) => t.get("imports-operator"),
        Some(name) => name.clone(),
        None => return when,
    };
    t.with(
        "imports-sent",
        [("when", when.into()), ("sender", sender.into())],
    )
}

/// The language of the sentences that the formats write.
fn sentences(t: Texts) -> issue::Lang {
    match t.lang() {
        Lang::French => issue::Lang::Fr,
        Lang::English => issue::Lang::En,
    }
}

/// Tells a browser to keep a file, under a name that may have accents.
pub(crate) fn attachment(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", encoded(name))
}
