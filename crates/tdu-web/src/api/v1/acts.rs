//! Contacts, details, diploma, colleague, warnings put off: the acts of someone's page, and taking one back.

use axum::response::Response;
use serde_json::json;
use tdu_casework::Undo;
use tdu_domain::journal::ContactMeans;
use tdu_domain::signal::SignalCode;

use super::call::Call;
use super::caller::Asked;
use super::field::Field;
use super::problem::Problem;

/// The calls about someone's page.
pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::act(
            "/api/v1/people/{person}/contacts",
            "recordContact",
            "Noter un contact (logiciel)",
            "Note un contact avec le jeune, comme la page du jeune. Les signaux sont recalculés aussitôt.",
            contact,
        )
        .taking([
            Field::day("on", "Le jour du contact : aujourd’hui, ou un jour passé depuis moins d’un an.").like("2026-11-20"),
            Field::code("means", ContactMeans::ALL, ContactMeans::code, "Comment."),
        ]),
        Call::act(
            "/api/v1/people/{person}/details",
            "completeDetails",
            "Compléter les coordonnées (logiciel)",
            "Complète ou corrige les coordonnées du jeune. Ce qui est absent ou `null` reste comme avant.",
            details,
        )
        .taking([
            Field::text_of("phone", 40, "Le téléphone, français.").like("01 99 00 12 34").optional(),
            Field::text_of("email", 254, "L’adresse e-mail.").like("ines@exemple.fr").optional(),
            Field::text_of("commune", 5, "La commune de résidence, par son code INSEE.").like("93048").optional(),
        ]),
        Call::act(
            "/api/v1/people/{person}/diploma",
            "recordDiploma",
            "Noter le résultat du diplôme (logiciel)",
            "Note si le diplôme a été obtenu.",
            diploma,
        )
        .taking([
            Field::yes("obtained", "Obtenu ou non."),
            Field::day("on", "Le jour du diplôme, s’il est obtenu.").like("2026-07-05").optional(),
        ]),
        Call::act(
            "/api/v1/people/{person}/handover",
            "handOver",
            "Confier un jeune à un collègue (logiciel)",
            "Confie le jeune à un collègue de l’organisation.",
            hand_over,
        )
        .taking([Field::text_of(
            "counsellor",
            200,
            "Le nom du collègue, tel que les fichiers de l’organisation l’écrivent.",
        )
        .like("Camille Martin")]),
        Call::act(
            "/api/v1/people/{person}/postponements",
            "postpone",
            "Reporter un signal (logiciel)",
            "Reporte un signal, pour votre organisation seulement.",
            postpone,
        )
        .taking([
            Field::code("signal", SignalCode::ALL, SignalCode::code, "Le signal."),
            Field::number("days", (1, 31), "Pour combien de jours.").like(json!(7)),
        ]),
        Call::act(
            "/api/v1/people/{person}/undo",
            "undo",
            "Annuler un acte de la même clé (logiciel)",
            "Annule un acte de la même clé, dans les 30 minutes ; `act` est alors l’acte annulé.",
            undo,
        )
        .taking([Field::key("act", "L’acte, tel que sa réponse l’a nommé.")]),
    ]
}

async fn contact(mut asked: Asked) -> Result<Response, Problem> {
    let on = asked.content.day("on");
    let means = asked.content.code("means", ContactMeans::from_code);
    let (on, means) = asked.content.whole(on.zip(means))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.record_contact(actor, person, on, means).await)
        .await
}

async fn details(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let [phone, email, commune] =
        ["phone", "email", "commune"].map(|name| content.text_if_any(name));
    content.whole(Some(()))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| {
            let (phone, email, commune) = (phone.as_deref(), email.as_deref(), commune.as_deref());
            casework
                .complete_details(actor, person, phone, email, Ok(commune))
                .await
        })
        .await
}

async fn diploma(mut asked: Asked) -> Result<Response, Problem> {
    let on = asked.content.day_if_any("on");
    let obtained = asked.content.yes("obtained");
    let obtained = asked.content.whole(obtained)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.record_diploma(actor, person, obtained, on).await)
        .await
}

async fn hand_over(mut asked: Asked) -> Result<Response, Problem> {
    let counsellor = asked.content.text("counsellor");
    let counsellor = asked.content.whole(counsellor)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.hand_over(actor, person, &counsellor).await)
        .await
}

async fn postpone(mut asked: Asked) -> Result<Response, Problem> {
    let signal = asked.content.code("signal", SignalCode::from_code);
    let days = asked.content.number("days");
    let (signal, days) = asked.content.whole(signal.zip(days))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.postpone(actor, person, signal, days).await)
        .await
}

async fn undo(mut asked: Asked) -> Result<Response, Problem> {
    let line = asked.content.key("act");
    let line = asked.content.whole(line)?;
    let undo = Undo {
        person: asked.person(),
        line,
    };
    asked
        .naming(line)
        .once(async |casework, actor| casework.undo(actor, undo).await.map(|_| undo))
        .await
}
