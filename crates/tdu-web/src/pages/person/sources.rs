//! Where each fact comes from, and where the sources disagree.

use tdu_casework::{Frame, KEPT, PersonView, SourceView};
use tdu_domain::facts::Field;
use tdu_domain::organisation::SourceSystem;
use uuid::Uuid;

use super::history::name;
use crate::page::network_class;
use crate::{Texts, words};

/// The table of facts: one column a source.
pub(crate) struct Sources {
    pub(crate) heads: Vec<Head>,
    pub(crate) rows: Vec<FactRow>,
    pub(crate) conflicts: usize,
    pub(crate) files: Vec<File>,
    /// The records that may be separated, when there are several.
    pub(crate) separable: Vec<(Uuid, String, String)>,
}

/// A source, at the head of its column.
pub(crate) struct Head {
    pub(crate) class: &'static str,
    pub(crate) label: String,
    pub(crate) sub: String,
}

/// A fact, and what each source says of it.
pub(crate) struct FactRow {
    pub(crate) name: String,
    pub(crate) kept: String,
    pub(crate) cells: Vec<Option<Cell>>,
    pub(crate) conflict: bool,
}

/// What a source says, and since when.
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) on: String,
    /// The field and the source to keep instead, when staff may.
    pub(crate) keep: Option<(&'static str, Uuid)>,
}

/// All that a source says of its own dossier.
pub(crate) struct File {
    pub(crate) head: Head,
    pub(crate) facts: Vec<(String, String)>,
}

impl Sources {
    pub(crate) fn of(t: Texts, person: &PersonView, frame: &Frame) -> Self {
        let known: Vec<Vec<(Field, String)>> = person
            .sources
            .iter()
            .map(|source| source.facts.known())
            .collect();
        let kept = person.facts.known();
        let disagree = |field: Field| {
            person
                .conflicts
                .iter()
                .any(|conflict| conflict.field == field)
        };
        let shown = |field: Field, text: &str| words::value(t, field, text, &frame.communes);
        let mut rows: Vec<FactRow> = kept
            .iter()
            .filter(|(field, _)| field.is_personal())
            .map(|(field, text)| {
                let conflict = disagree(*field);
                let cells = known.iter().zip(&person.sources);
                let cells = cells.map(|(known, source)| {
                    let (_, said) = known.iter().find(|(known, _)| known == field)?;
                    Some(Cell {
                        text: shown(*field, said),
                        on: t.date(frame.day_of(told_at(source, *field))),
                        keep: (conflict && said != text && KEPT.contains(field))
                            .then_some((field.name(), source.id)),
                    })
                });
                FactRow {
                    name: name(t, *field),
                    kept: shown(*field, text),
                    cells: cells.collect(),
                    conflict,
                }
            })
            .collect();
        rows.sort_by_key(|row| !row.conflict);
        let files = person
            .sources
            .iter()
            .zip(&known)
            .map(|(source, known)| File {
                head: Head::of(t, source, frame),
                facts: known
                    .iter()
                    .filter(|(field, _)| !field.is_personal())
                    .map(|(field, text)| (name(t, *field), shown(*field, text)))
                    .collect(),
            });
        Self {
            heads: person
                .sources
                .iter()
                .map(|source| Head::of(t, source, frame))
                .collect(),
            separable: separable(t, person, frame),
            conflicts: rows.iter().filter(|row| row.conflict).count(),
            files: files.filter(|file| !file.facts.is_empty()).collect(),
            rows,
        }
    }
}

/// What came from files, not from staff: key, where it comes from, under which number.
fn separable(t: Texts, person: &PersonView, frame: &Frame) -> Vec<(Uuid, String, String)> {
    let told: Vec<(Uuid, String, String)> = person
        .sources
        .iter()
        .filter(|source| source.system != SourceSystem::Staff)
        .map(|source| {
            let facts = &source.facts;
            let names = [facts.first_name.as_deref(), facts.birth_name.as_deref()];
            let names: Vec<&str> = names.into_iter().flatten().collect();
            let name = names.join(" ");
            let who = match facts.birth_date {
                Some(born) => {
                    let born = t.date(born);
                    t.with(
                        "split-record",
                        [("name", name.into()), ("born", born.into())],
                    )
                }
                None => name,
            };
            let head = Head::of(t, source, frame);
            let from = words::dotted(&[Some(&head.sub), Some(&source.external_id)]);
            (source.id, who, from)
        })
        .collect();
    if told.len() > 1 { told } else { Vec::new() }
}

impl Head {
    fn of(t: Texts, source: &SourceView, frame: &Frame) -> Self {
        let organisation = source.organisation.as_ref();
        let system = t.of_code("system", source.system.code());
        let updated = t.one(
            "source-updated",
            "day",
            t.date(frame.day_of(source.updated_at)),
        );
        Self {
            class: organisation.map_or("both", |known| network_class(known.network)),
            label: organisation.map_or_else(
                || system.clone(),
                |known| t.of_code("network", known.network.code()),
            ),
            sub: words::dotted(&[
                organisation.map(|known| known.name.as_str()),
                Some(&system),
                Some(&updated),
            ]),
        }
    }
}

fn told_at(source: &SourceView, field: Field) -> i64 {
    source
        .changed_at
        .get(&field)
        .copied()
        .unwrap_or(source.received_at)
}
