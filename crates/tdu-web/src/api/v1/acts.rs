//! The acts: those of the pages, with the same rules.

use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;
use tdu_casework::Undo;
use tdu_domain::journal::ContactMeans;
use tdu_domain::signal::SignalCode;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Asked;
use super::problem::{Problem, Problems};
use super::shapes::Done;

/// A contact.
#[derive(Serialize, ToSchema)]
#[schema(as = Contact, description = "Un contact avec le jeune.")]
struct ContactContent {
    /// Le jour du contact : aujourd’hui, ou un jour passé depuis moins d’un an.
    #[schema(value_type = String, format = Date, examples("2026-11-20"))]
    on: Date,
    /// Comment : `meeting`, `phone`, `message`, `no_answer`.
    #[schema(examples("phone"))]
    means: String,
}

/// Noter un contact
#[utoipa::path(
    post,
    path = "/api/v1/people/{person}/contacts",
    operation_id = "recordContact",
    description = "Note un contact avec le jeune, comme la page du jeune. Les signaux sont recalculés aussitôt.",
    tag = "Actes",
    security(("cle" = [])),
    params(
        ("person" = Uuid, Path, description = "Le jeune"),
        ("Idempotency-Key" = Option<String>, Header, description = "Le nom que vous donnez à cet appel : renvoyé sous le même nom dans les 24 heures, il ne fait rien de plus."),
    ),
    request_body(content = ContactContent),
    responses((status = 201, description = "C’est fait.", body = Done), Problems),
)]
pub(super) async fn contact(mut asked: Asked) -> Result<Response, Problem> {
    let on = asked.content.day("on");
    let means = asked.content.code("means", ContactMeans::from_code);
    let (on, means) = asked.content.whole(on.zip(means))?;
    let person = asked.person;
    asked
        .once(async |casework, actor| casework.record_contact(actor, person, on, means).await)
        .await
}

/// Details.
#[derive(Serialize, ToSchema)]
#[schema(as = Details, description = "Comment joindre le jeune. Ce qui est absent ou `null` reste comme avant.")]
struct DetailsContent {
    /// Le téléphone, français.
    #[schema(examples("01 99 00 12 34"))]
    phone: Option<String>,
    /// L’adresse e-mail.
    #[schema(examples("ines@exemple.fr"))]
    email: Option<String>,
    /// La commune de résidence, par son code INSEE.
    #[schema(examples("93048"))]
    commune: Option<String>,
}

/// Compléter les coordonnées
#[utoipa::path(
    post,
    path = "/api/v1/people/{person}/details",
    operation_id = "completeDetails",
    description = "Complète ou corrige les coordonnées du jeune.",
    tag = "Actes",
    security(("cle" = [])),
    params(
        ("person" = Uuid, Path, description = "Le jeune"),
        ("Idempotency-Key" = Option<String>, Header, description = "Le nom que vous donnez à cet appel."),
    ),
    request_body(content = DetailsContent),
    responses((status = 201, description = "C’est fait.", body = Done), Problems),
)]
pub(super) async fn details(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let [phone, email, commune] =
        ["phone", "email", "commune"].map(|name| content.text_if_any(name));
    content.whole(Some(()))?;
    let person = asked.person;
    asked
        .once(async |casework, actor| {
            let (phone, email, commune) = (phone.as_deref(), email.as_deref(), commune.as_deref());
            casework
                .complete_details(actor, person, phone, email, commune)
                .await
        })
        .await
}

/// The outcome of a diploma.
#[derive(Serialize, ToSchema)]
#[schema(as = Diploma, description = "Le résultat du diplôme.")]
struct DiplomaContent {
    /// Obtenu ou non.
    obtained: bool,
    /// Le jour où on l’a su.
    #[schema(value_type = Option<String>, format = Date, examples("2026-07-05"))]
    on: Option<Date>,
}

/// Noter le résultat du diplôme
#[utoipa::path(
    post,
    path = "/api/v1/people/{person}/diploma",
    operation_id = "recordDiploma",
    description = "Note si le diplôme a été obtenu.",
    tag = "Actes",
    security(("cle" = [])),
    params(
        ("person" = Uuid, Path, description = "Le jeune"),
        ("Idempotency-Key" = Option<String>, Header, description = "Le nom que vous donnez à cet appel."),
    ),
    request_body(content = DiplomaContent),
    responses((status = 201, description = "C’est fait.", body = Done), Problems),
)]
pub(super) async fn diploma(mut asked: Asked) -> Result<Response, Problem> {
    let on = asked.content.day_if_any("on");
    let obtained = asked.content.yes("obtained");
    let obtained = asked.content.whole(obtained)?;
    let person = asked.person;
    asked
        .once(async |casework, actor| casework.record_diploma(actor, person, obtained, on).await)
        .await
}

/// A colleague.
#[derive(Serialize, ToSchema)]
#[schema(as = Handover, description = "À qui le jeune est confié.")]
struct HandoverContent {
    /// Le nom du collègue, tel que les fichiers de l’organisation l’écrivent.
    #[schema(examples("Camille Martin"))]
    counsellor: String,
}

/// Confier le jeune à un collègue
#[utoipa::path(
    post,
    path = "/api/v1/people/{person}/handover",
    operation_id = "handOver",
    description = "Confie le jeune à un collègue de l’organisation.",
    tag = "Actes",
    security(("cle" = [])),
    params(
        ("person" = Uuid, Path, description = "Le jeune"),
        ("Idempotency-Key" = Option<String>, Header, description = "Le nom que vous donnez à cet appel."),
    ),
    request_body(content = HandoverContent),
    responses((status = 201, description = "C’est fait.", body = Done), Problems),
)]
pub(super) async fn hand_over(mut asked: Asked) -> Result<Response, Problem> {
    let counsellor = asked.content.text("counsellor");
    let counsellor = asked.content.whole(counsellor)?;
    let person = asked.person;
    asked
        .once(async |casework, actor| casework.hand_over(actor, person, &counsellor).await)
        .await
}

/// A warning put off.
#[derive(Serialize, ToSchema)]
#[schema(as = Postponement, description = "Un signal reporté, pour votre organisation seulement.")]
struct PostponementContent {
    /// Le signal, par son code.
    #[schema(examples("no_contact"))]
    signal: String,
    /// Pour combien de jours : de 1 à 31.
    #[schema(minimum = 1, maximum = 31, examples(7))]
    days: i32,
}

/// Reporter un signal
#[utoipa::path(
    post,
    path = "/api/v1/people/{person}/postponements",
    operation_id = "postpone",
    description = "Reporte un signal, pour votre organisation seulement.",
    tag = "Actes",
    security(("cle" = [])),
    params(
        ("person" = Uuid, Path, description = "Le jeune"),
        ("Idempotency-Key" = Option<String>, Header, description = "Le nom que vous donnez à cet appel."),
    ),
    request_body(content = PostponementContent),
    responses((status = 201, description = "C’est fait.", body = Done), Problems),
)]
pub(super) async fn postpone(mut asked: Asked) -> Result<Response, Problem> {
    let signal = asked.content.code("signal", SignalCode::from_code);
    let days = asked.content.number("days");
    let (signal, days) = asked.content.whole(signal.zip(days))?;
    let person = asked.person;
    asked
        .once(async |casework, actor| casework.postpone(actor, person, signal, days).await)
        .await
}

/// An act to take back.
#[derive(Serialize, ToSchema)]
#[schema(as = ActToUndo, description = "Un acte à annuler.")]
struct UndoContent {
    /// L’acte, tel que sa réponse l’a nommé.
    act: Uuid,
}

/// Annuler un acte
#[utoipa::path(
    post,
    path = "/api/v1/people/{person}/undo",
    operation_id = "undo",
    description = "Annule un acte de la même clé, dans les 30 minutes.",
    tag = "Actes",
    security(("cle" = [])),
    params(
        ("person" = Uuid, Path, description = "Le jeune"),
        ("Idempotency-Key" = Option<String>, Header, description = "Le nom que vous donnez à cet appel."),
    ),
    request_body(content = UndoContent),
    responses((status = 201, description = "C’est fait. `act` est l’acte annulé.", body = Done), Problems),
)]
pub(super) async fn undo(mut asked: Asked) -> Result<Response, Problem> {
    let line = asked.content.key("act");
    let line = asked.content.whole(line)?;
    let undo = Undo {
        person: asked.person,
        line,
    };
    asked
        .naming(line)
        .once(async |casework, actor| casework.undo(actor, undo).await.map(|()| undo))
        .await
}
