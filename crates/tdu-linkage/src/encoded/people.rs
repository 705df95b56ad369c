//! The file to encode: which column tells what.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use super::Error;

/// Which column tells what. A field without a column is missing for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The institution's own identifier, which comes back in the links.
    pub id: String,
    /// Birth name.
    pub surname: Option<String>,
    /// Name used instead of the birth name.
    pub used_name: Option<String>,
    /// First names.
    pub first_name: Option<String>,
    /// Birth date.
    pub birth_date: Option<String>,
    /// Commune, as a code.
    pub commune: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub telephone: Option<String>,
}

impl Default for Columns {
    /// The columns of the two networks' exchange files.
    fn default() -> Self {
        let named = |name: &str| Some(name.to_owned());
        Self {
            id: "id".to_owned(),
            surname: named("nom"),
            used_name: named("nom_usage"),
            first_name: named("prenom"),
            birth_date: named("date_naissance"),
            commune: named("code_commune"),
            postcode: named("code_postal"),
            email: named("email"),
            telephone: named("telephone"),
        }
    }
}

impl Columns {
    /// The same without e-mail and telephone.
    #[must_use]
    pub fn without_contacts(self) -> Self {
        Self {
            email: None,
            telephone: None,
            ..self
        }
    }
}

/// One record in clear, as its institution holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Person<'a> {
    /// The institution's own identifier, which comes back in the links.
    pub id: &'a str,
    /// Birth name.
    pub surname: &'a str,
    /// Name used instead of the birth name.
    pub used_name: &'a str,
    /// First names, separated by blanks or commas.
    pub first_name: &'a str,
    /// Birth date: 2006-03-01 or 01/03/2006.
    pub birth_date: &'a str,
    /// Commune, as a code.
    pub commune: &'a str,
    /// Postal code.
    pub postcode: &'a str,
    /// E-mail address.
    pub email: &'a str,
    /// Telephone number.
    pub telephone: &'a str,
}

/// Where each field stands in the lines of a file.
pub(super) struct Places {
    id: usize,
    fields: [Option<usize>; 8],
}

impl Places {
    pub(super) fn person<'a>(&self, row: &'a StringRecord) -> Person<'a> {
        let text = |place: Option<usize>| place.and_then(|at| row.get(at)).unwrap_or_default();
        let [
            surname,
            used_name,
            first_name,
            birth_date,
            commune,
            postcode,
            email,
            telephone,
        ] = self.fields.map(text);
        Person {
            id: text(Some(self.id)),
            surname,
            used_name,
            first_name,
            birth_date,
            commune,
            postcode,
            email,
            telephone,
        }
    }
}

/// Reads a file of people: comma or semicolon, with a line of headers.
pub(super) fn read(
    mut input: impl Read,
    columns: &Columns,
) -> Result<(Places, Vec<StringRecord>), Error> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let headers = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut reader = ReaderBuilder::new()
        .delimiter(if headers.contains(&b';') { b';' } else { b',' })
        .from_reader(text);
    let places = places(reader.headers()?, columns)?;
    let rows = reader.into_records().collect::<Result<_, _>>()?;
    Ok((places, rows))
}

fn places(headers: &StringRecord, columns: &Columns) -> Result<Places, Error> {
    let find = |column: &String| {
        headers
            .iter()
            .position(|header| header.trim() == column)
            .ok_or_else(|| Error::NoColumn {
                column: column.clone(),
                present: headers.iter().collect::<Vec<_>>().join(", "),
            })
    };
    let needed = [
        ("surname", &columns.surname),
        ("first name", &columns.first_name),
        ("birth date", &columns.birth_date),
    ];
    if let Some((field, _)) = needed.into_iter().find(|(_, column)| column.is_none()) {
        return Err(Error::NotDeclared { field });
    }
    let mut fields = [None; 8];
    let declared = [
        &columns.surname,
        &columns.used_name,
        &columns.first_name,
        &columns.birth_date,
        &columns.commune,
        &columns.postcode,
        &columns.email,
        &columns.telephone,
    ];
    for (field, column) in fields.iter_mut().zip(declared) {
        *field = column.as_ref().map(find).transpose()?;
    }
    Ok(Places {
        id: find(&columns.id)?,
        fields,
    })
}
