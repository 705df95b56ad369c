//! Which columns a file has and how each is compared.

use serde::{Deserialize, Serialize};

use crate::LinkageError;
use crate::normalise::name_key;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Birth name.
    Surname,
    /// Name used in life, when it is not the birth name.
    UsedName,
    /// First name or names.
    GivenName,
    /// Date of birth.
    BirthDate,
    /// Sex or title.
    Sex,
    /// Code of a place, such as an INSEE commune: its first two characters are its area.
    Place,
    /// Postcode.
    Postcode,
    /// E-mail address.
    Email,
    /// Telephone.
    Phone,
    /// An identifier, which may be wrong. Any number of them.
    Key,
    /// Words, compared as names are. Any number of them.
    Text,
    /// A code that is equal or not. Any number of them.
    Category,
}

impl Kind {
    /// Whether a schema may have several fields of this kind.
    fn is_extra(self) -> bool {
        matches!(self, Self::Key | Self::Text | Self::Category)
    }
}

/// A field of a [`Schema`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What it is called in evidence and models.
    pub name: String,
    /// How it is compared.
    pub kind: Kind,
    /// Titles under which a file may show it, besides its name; case, accents and hyphens do not
    /// matter.
    #[serde(default)]
    pub columns: Vec<String>,
}

/// The fields that two files are compared on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Titles of the column that names a record.
    #[serde(default = "default_id")]
    pub id: Vec<String>,
    /// Whether two records with one surname, one birth date and clearly different first names are
    /// left to a person, whatever else agrees: they may be twins.
    #[serde(default = "default_twins")]
    pub keep_twins_apart: bool,
    /// The fields, in the order in which evidence shows them.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// The most extra fields (keys, texts, categories) that a schema may have.
pub(crate) const MOST_EXTRAS: usize = 8;

fn default_id() -> Vec<String> {
    vec!["id".into(), "rec_id".into(), "identifiant".into()]
}

fn default_twins() -> bool {
    true
}

const FRENCH: &[(&str, Kind, &[&str])] = &[
    (
        "nom",
        Kind::Surname,
        &[
            "nom de naissance",
            "nom naissance",
            "nom famille",
            "nom de famille",
            "surname",
            "last name",
        ],
    ),
    (
        "nom_usage",
        Kind::UsedName,
        &["nom d'usage", "nom marital", "nom usuel", "used name"],
    ),
    (
        "prenom",
        Kind::GivenName,
        &[
            "prenoms",
            "prenom 1",
            "premier prenom",
            "given name",
            "first name",
        ],
    ),
    (
        "date_naissance",
        Kind::BirthDate,
        &[
            "date de naissance",
            "naissance",
            "ne le",
            "date naiss",
            "birth date",
            "date of birth",
        ],
    ),
    ("sexe", Kind::Sex, &["genre", "civilite", "sex"]),
    (
        "code_commune",
        Kind::Place,
        &["commune", "code insee", "insee", "code commune insee"],
    ),
    (
        "code_postal",
        Kind::Postcode,
        &["cp", "postcode", "code postal residence"],
    ),
    (
        "email",
        Kind::Email,
        &[
            "mail",
            "courriel",
            "e-mail",
            "adresse mail",
            "adresse electronique",
        ],
    ),
    (
        "telephone",
        Kind::Phone,
        &["tel", "portable", "mobile", "phone", "numero de telephone"],
    ),
];

impl Schema {
    /// The columns of French files: names, birth, sex, commune, postcode, e-mail, telephone.
    #[must_use]
    pub fn french() -> Self {
        let field = |&(name, kind, columns): &(&str, Kind, &[&str])| Field {
            name: name.into(),
            kind,
            columns: columns.iter().map(|&title| title.into()).collect(),
        };
        Self {
            id: default_id(),
            keep_twins_apart: true,
            fields: FRENCH.iter().map(field).collect(),
        }
    }

    /// Adds an identifier of persons to the fields.
    #[must_use]
    pub fn with_key(mut self, name: &str) -> Self {
        self.fields.push(Field {
            name: name.into(),
            kind: Kind::Key,
            columns: Vec::new(),
        });
        self
    }

    /// Reads a schema declared in TOML: `id = ["…"]` and a `[[field]]` table per field.
    pub fn from_toml(text: &str) -> Result<Self, LinkageError> {
        let schema: Self =
            toml::from_str(text).map_err(|error| LinkageError::Schema(error.to_string()))?;
        schema.check()?;
        Ok(schema)
    }

    fn check(&self) -> Result<(), LinkageError> {
        let wrong = |message: String| Err(LinkageError::Schema(message));
        for (at, field) in self.fields.iter().enumerate() {
            if !field.kind.is_extra()
                && self.fields[..at]
                    .iter()
                    .any(|other| other.kind == field.kind)
            {
                return wrong(format!(
                    "two fields of kind {:?}: declare the second as text",
                    field.kind
                ));
            }
            if self.fields[..at]
                .iter()
                .any(|other| other.name == field.name)
            {
                return wrong(format!("two fields are called {}", field.name));
            }
        }
        if self.extras().count() > MOST_EXTRAS {
            return wrong(format!(
                "more than {MOST_EXTRAS} keys, texts and categories"
            ));
        }
        Ok(())
    }

    /// The keys, texts and categories, in order.
    pub(crate) fn extras(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.kind.is_extra())
    }

    /// What the record calls itself, then the column of each field, among the titles of a file.
    pub(crate) fn columns(&self, titles: &[String]) -> Result<Columns, LinkageError> {
        let titles: Vec<String> = titles.iter().map(|title| name_key(title)).collect();
        let find = |names: &mut dyn Iterator<Item = &String>| {
            names
                .map(|name| name_key(name))
                .find_map(|key| titles.iter().position(|title| *title == key))
        };
        let Some(id) = find(&mut self.id.iter()) else {
            return Err(LinkageError::NoColumn(self.id.join(", ")));
        };
        let fields = self
            .fields
            .iter()
            .map(|field| find(&mut std::iter::once(&field.name).chain(&field.columns)));
        let fields: Vec<_> = fields.collect();
        if fields.iter().all(Option::is_none) {
            let names: Vec<&str> = self
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .collect();
            return Err(LinkageError::NoColumn(names.join(", ")));
        }
        Ok(Columns { id, fields })
    }
}

/// Where a file keeps what a schema declares.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub(crate) id: usize,
    pub(crate) fields: Vec<Option<usize>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_any_title_in_any_order() {
        let titles = [
            "Prénom",
            "NOM DE NAISSANCE",
            "identifiant",
            "Date de naissance",
        ]
        .map(str::to_owned);
        let columns = Schema::french().columns(&titles).unwrap();
        assert_eq!(columns.id, 2);
        assert_eq!(columns.fields[..4], [Some(1), None, Some(0), Some(3)]);
    }

    #[test]
    fn a_file_without_the_columns_is_refused() {
        assert!(Schema::french().columns(&["id".to_owned()]).is_err());
        assert!(Schema::french().columns(&["nom".to_owned()]).is_err());
    }

    #[test]
    fn the_example_is_a_schema() {
        let schema = Schema::from_toml(include_str!("../examples/febrl.toml")).unwrap();
        assert_eq!(schema.fields.len(), 10);
        assert!(!schema.keep_twins_apart);
    }

    #[test]
    fn a_schema_is_declared_in_toml() {
        let text = "[[field]]\nname = \"surname\"\nkind = \"surname\"\n[[field]]\nname = \"nas\"\nkind = \"key\"\ncolumns = [\"soc_sec_id\"]\n";
        let schema = Schema::from_toml(text).unwrap();
        assert_eq!(schema.fields.len(), 2);
        let twice = format!("{text}[[field]]\nname = \"other\"\nkind = \"surname\"\n");
        assert!(Schema::from_toml(&twice).is_err());
    }
}
