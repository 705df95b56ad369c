//! Writes a territory's files, one organisation at a time.

use std::io;
use std::path::{Path, PathBuf};

use crate::chance::{Chance, Stream};
use crate::dialect::Dialect;
use crate::learners_file::{Software, item};
use crate::person::Makers;
use crate::territory::communes_of;
use crate::youths_file::{headers, line};
use crate::{Simulation, SimulationError};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Every file, in the order written.
    pub files: Vec<PathBuf>,
    /// Lines in the Missions Locales' extractions.
    pub youths: usize,
    /// Items in the CFAs' files.
    pub learners: usize,
    /// People behind both.
    pub people: usize,
    /// People that are in files of both networks.
    pub in_both: usize,
}

impl Simulation {
    /// Writes `organisations.csv`, `communes.csv`, `youths-<code>.csv` for each Mission Locale,
    /// `learners-<uai>.json` for each CFA, and `truth.csv`, into a folder made if need be.
    pub fn write(&self, dir: &Path) -> Result<Summary, SimulationError> {
        std::fs::create_dir_all(dir).map_err(|source| SimulationError::Write {
            path: dir.to_owned(),
            source,
        })?;
        let communes = communes_of(&self.parameters.territory)?;
        let makers = Makers::new(&communes)?;
        let mut files = vec![
            write(dir, "organisations.csv", self.organisations())?,
            write(dir, "communes.csv", self.communes_table())?,
        ];
        for (index, dossiers) in self.by_mission_locale().iter().enumerate() {
            let name = format!("youths-{}.csv", self.missions_locales[index].code);
            files.push(write(
                dir,
                &name,
                self.youths_file(index, dossiers, &makers),
            )?);
        }
        for (index, enrolments) in self.by_cfa().iter().enumerate() {
            let name = format!("learners-{}.json", self.cfas[index].uai);
            files.push(write(
                dir,
                &name,
                self.learners_file(index, enrolments, &makers),
            )?);
        }
        files.push(write(dir, "truth.csv", self.truth_table())?);
        let figures = self.population.figures(self.parameters.today);
        Ok(Summary {
            files,
            youths: self.population.dossiers.len(),
            learners: self.population.enrolments.len(),
            people: self.population.people.len(),
            in_both: figures.followed_by_both.of,
        })
    }

    fn organisations(&self) -> io::Result<Vec<u8>> {
        let header = ["kind", "code", "name", "uai", "siret"];
        let missions_locales = self
            .missions_locales
            .iter()
            .map(|m| ["mission_locale", &m.code, &m.name, "", &m.siret].map(str::to_owned));
        let cfas = self
            .cfas
            .iter()
            .map(|c| ["cfa", &c.uai, &c.name, &c.uai, &c.siret].map(str::to_owned));
        plain_table(header, missions_locales.chain(cfas))
    }

    fn communes_table(&self) -> io::Result<Vec<u8>> {
        let header = [
            "insee",
            "name",
            "postcodes",
            "population",
            "mission_locale_code",
        ];
        let rows = self.communes.iter().map(|commune| {
            [
                commune.insee.to_owned(),
                commune.name.to_owned(),
                commune.postcodes.join(" "),
                commune.population.to_string(),
                commune.mission_locale_code.clone(),
            ]
        });
        plain_table(header, rows)
    }

    fn truth_table(&self) -> io::Result<Vec<u8>> {
        let header = [
            "person_id",
            "milo_number",
            "mission_locale_code",
            "erp_id",
            "uai",
            "school_year",
        ];
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
        let rows = self.truth.iter().map(|row| {
            [
                format!("P{:07}", row.person_id),
                number(row.milo_number),
                text(&row.mission_locale_code),
                number(row.erp_id),
                text(&row.uai),
                text(&row.school_year),
            ]
        });
        plain_table(header, rows)
    }

    fn by_mission_locale(&self) -> Vec<Vec<usize>> {
        let of = self
            .population
            .dossiers
            .iter()
            .map(|dossier| dossier.mission_locale);
        grouped(self.missions_locales.len(), of)
    }

    fn by_cfa(&self) -> Vec<Vec<usize>> {
        let of = self
            .population
            .enrolments
            .iter()
            .map(|enrolment| enrolment.cfa);
        grouped(self.cfas.len(), of)
    }

    fn youths_file(
        &self,
        index: usize,
        dossiers: &[usize],
        makers: &Makers<'_>,
    ) -> io::Result<Vec<u8>> {
        let mut chance = Chance::new(self.parameters.seed, Stream::YouthsFile(index));
        let mut order = dossiers.to_vec();
        chance.shuffle(&mut order);
        let dialect = Dialect::of_mission_locale(index);
        let rows = order.iter().map(|&dossier| {
            let dossier = &self.population.dossiers[dossier];
            let person = &self.population.people[dossier.person];
            line(&mut chance, dialect, dossier, person, makers)
        });
        let encoding = dialect.encoding;
        table(
            dialect.separator,
            encoding.terminator(),
            &headers(dialect),
            rows,
        )
        .map(|text| encoding.encode(text))
    }

    fn learners_file(
        &self,
        index: usize,
        enrolments: &[usize],
        makers: &Makers<'_>,
    ) -> io::Result<Vec<u8>> {
        let mut chance = Chance::new(self.parameters.seed, Stream::LearnersFile(index));
        let mut order = enrolments.to_vec();
        chance.shuffle(&mut order);
        let software = Software::of_cfa(index);
        let cfa = &self.cfas[index];
        let items = order
            .iter()
            .map(|&enrolment| {
                let enrolment = &self.population.enrolments[enrolment];
                let person = &self.population.people[enrolment.person];
                let today = self.parameters.today;
                item(
                    &mut chance,
                    software,
                    (enrolment, person),
                    cfa,
                    makers,
                    today,
                )
                .json()
            })
            .collect::<serde_json::Result<Vec<String>>>()?;
        Ok(format!("[\n{}\n]\n", items.join(",\n")).into_bytes())
    }
}

/// The indices of the records of each organisation.
fn grouped(organisations: usize, of: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); organisations];
    for (record, organisation) in of.enumerate() {
        groups[organisation].push(record);
    }
    groups
}

/// A table as CSV text.
fn table<R>(
    separator: u8,
    terminator: csv::Terminator,
    header: &[&str],
    rows: impl Iterator<Item = R>,
) -> io::Result<String>
where
    R: IntoIterator,
    R::Item: AsRef<[u8]>,
{
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(terminator)
        .from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// A table of our own: UTF-8, semicolons.
fn plain_table<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> io::Result<Vec<u8>> {
    table(b';', csv::Terminator::Any(b'\n'), &header, rows).map(String::into_bytes)
}

fn write(dir: &Path, name: &str, bytes: io::Result<Vec<u8>>) -> Result<PathBuf, SimulationError> {
    let path = dir.join(name);
    bytes
        .and_then(|bytes| std::fs::write(&path, bytes))
        .map_err(|source| SimulationError::Write {
            path: path.clone(),
            source,
        })?;
    Ok(path)
}
