//! The description of the API, as OpenAPI 3.1.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use tdu_exchange::learner::{FIELDS, LearnerField};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi, RefOr, SchemaFormat};
use utoipa::{Modify, OpenApi as _, PartialSchema, ToSchema};

/// The whole description, made once.
pub(crate) static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(super::describe);

/// The whole description, written once.
static WRITTEN: LazyLock<String> = LazyLock::new(|| {
    DOCUMENT.to_pretty_json().unwrap_or_else(|error| {
        tracing::error!(%error, "the description of the API cannot be written");
        String::new()
    })
});

/// The whole description, as JSON.
pub(crate) fn json() -> &'static str {
    &WRITTEN
}

/// What every operation shares.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Trait d’union",
        description = "Recevoir les dossiers d’apprenants d’un CFA, au format national v3 ; lire les jeunes de son organisation et agir pour eux (v1).",
        license(name = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "Ce site")),
    tags(
        (name = "Apprenants", description = "Ce que le logiciel d’un CFA envoie"),
        (name = "Jeunes", description = "Ce que le logiciel d’une organisation lit des jeunes qu’elle accompagne"),
        (name = "Actes", description = "Ce que le logiciel d’une organisation fait pour eux"),
    ),
    modifiers(&BearerKey),
)]
struct Shared;

/// The document before its operations.
pub(crate) fn shared() -> OpenApi {
    Shared::openapi()
}

struct BearerKey;

impl Modify for BearerKey {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "La clé de l’organisation, créée par son administrateur : `Authorization: Bearer tdu_…`.",
            ))
            .build();
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("cle", SecurityScheme::Http(scheme));
    }
}

/// One learner, as the national service describes it.
pub(crate) struct LearnerItem;

impl ToSchema for LearnerItem {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("DossierApprenant")
    }
}

impl PartialSchema for LearnerItem {
    fn schema() -> RefOr<Schema> {
        let described = FIELDS.iter().fold(
            ObjectBuilder::new()
                .description(Some(
                    "Un apprenant pour une année scolaire. Un champ absent laisse ce qui était connu ; `null` l’efface. Une clé inconnue est ignorée.",
                ))
                .examples([example()]),
            |item, field| {
                let item = item.property(field.name, property(field));
                if field.required {
                    item.required(field.name)
                } else {
                    item
                }
            },
        );
        RefOr::T(Schema::Object(described.build()))
    }
}

/// The body of a call.
pub(crate) struct LearnerItems;

impl ToSchema for LearnerItems {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("DossiersApprenants")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((LearnerItem::name().into(), LearnerItem::schema()));
    }
}

impl PartialSchema for LearnerItems {
    fn schema() -> RefOr<Schema> {
        let item = utoipa::openapi::Ref::from_schema_name(LearnerItem::name());
        RefOr::T(Schema::Array(
            ArrayBuilder::new()
                .items(item)
                .max_items(Some(tdu_casework::MAX_ITEMS))
                .build(),
        ))
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A civil day.
    Date,
    /// An instant, or a day.
    DateTime,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// An e-mail address.
    Email,
    /// An identifier: text or number.
    Identifier,
    /// Anything else.
    Text,
}

impl Kind {
    /// What the field of that name holds.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "id_erp_apprenant" => Self::Identifier,
            "date_metier_mise_a_jour_statut" => Self::DateTime,
            "rqth_apprenant" | "obtention_diplome_formation" | "formation_presentielle" => {
                Self::Boolean
            }
            "statut_apprenant"
            | "annee_formation"
            | "duree_theorique_formation"
            | "duree_theorique_formation_mois" => Self::Integer,
            _ if name.contains("mail") => Self::Email,
            _ if name.starts_with("date_") || name.starts_with("contrat_date_") => Self::Date,
            _ => Self::Text,
        }
    }

    /// The stable name of the kind.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Email => "email",
            Self::Identifier => "identifier",
            Self::Text => "text",
        }
    }

    fn types(self) -> Vec<Type> {
        match self {
            Self::Boolean => vec![Type::Boolean],
            Self::Integer => vec![Type::Integer],
            Self::Identifier => vec![Type::String, Type::Integer],
            Self::Date | Self::DateTime | Self::Email | Self::Text => vec![Type::String],
        }
    }

    fn format(self) -> Option<SchemaFormat> {
        match self {
            Self::Date => Some(SchemaFormat::KnownFormat(KnownFormat::Date)),
            Self::DateTime => Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)),
            Self::Email => Some(SchemaFormat::KnownFormat(KnownFormat::Email)),
            _ => None,
        }
    }
}

fn property(field: &LearnerField) -> Schema {
    let kind = Kind::of(field.name);
    let mut types = kind.types();
    if !field.required {
        types.push(Type::Null);
    }
    let types = match types.as_slice() {
        [only] => SchemaType::Type(only.clone()),
        _ => SchemaType::Array(types),
    };
    Schema::Object(
        ObjectBuilder::new()
            .schema_type(types)
            .format(kind.format())
            .description(Some(field.description))
            .examples(example_of(field))
            .build(),
    )
}

/// The example of a field, as JSON, if there is one.
fn example_of(field: &LearnerField) -> Option<Value> {
    if field.example.is_empty() {
        return None;
    }
    let parsed = match Kind::of(field.name) {
        Kind::Boolean | Kind::Integer => serde_json::from_str(field.example).ok(),
        _ => None,
    };
    Some(parsed.unwrap_or_else(|| json!(field.example)))
}

/// What the example shows besides the required fields.
const ALSO_SHOWN: [&str; 9] = [
    "ine_apprenant",
    "email_contact",
    "tel_apprenant",
    "code_postal_apprenant",
    "code_commune_insee_apprenant",
    "libelle_court_formation",
    "contrat_date_debut",
    "contrat_date_fin",
    "siret_employeur",
];

/// A learner that could be sent, in the order of the national schema.
pub(crate) fn example() -> Value {
    let shown = FIELDS
        .iter()
        .filter(|field| field.required || ALSO_SHOWN.contains(&field.name))
        .filter_map(|field| Some((field.name.to_owned(), example_of(field)?)));
    Value::Object(shown.collect::<Map<_, _>>())
}

/// The operation that receives learners.
pub(crate) fn learners_operation() -> Option<&'static Operation> {
    DOCUMENT
        .paths
        .paths
        .get(super::LEARNERS)
        .and_then(|path| path.post.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_described() {
        let document = serde_json::to_value(&*DOCUMENT).unwrap();
        let item = &document["components"]["schemas"]["DossierApprenant"];
        for field in FIELDS {
            let property = &item["properties"][field.name];
            assert_eq!(property["description"], field.description, "{}", field.name);
        }
        assert_eq!(item["required"].as_array().unwrap().len(), 12);
        assert_eq!(document["openapi"], "3.1.0");
    }

    #[test]
    fn the_example_is_accepted() {
        let today = jiff::civil::date(2026, 11, 20);
        let body = serde_json::to_vec(&json!([example()])).unwrap();
        let delivery = tdu_exchange::learner::parse_items(&body, today, None).unwrap();
        assert_eq!(delivery.records().count(), 1, "{:?}", delivery.rows);
    }
}
