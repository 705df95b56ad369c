//! Referrals: read, written, sent and answered, as the two organisations do on the pages.

use axum::Json;
use axum::response::Response;
use tdu_casework::{Casework, CaseworkError, NewReferral};
use tdu_domain::access::Actor;
use tdu_domain::codes::RomeCode;
use tdu_domain::referral::{
    Alternative, Content as Said, MOST_TRADES, Motive, Move, Need, Paper, Party, State, Step, Why,
};

use super::call::Call;
use super::caller::{Asked, Caller, Person, Thing};
use super::field::Field;
use super::parameters::{Parameters, Part};
use super::problem::Problem;
use super::referral_shapes::{ReferralShape, ReferralsPart, ReferralsShape};

/// The calls about referrals.
pub(super) fn calls() -> Vec<Call> {
    let mut calls = Vec::from(reads());
    calls.extend(of_sender());
    calls.extend(of_receiver());
    calls
}

fn reads() -> [Call; 3] {
    [
        Call::read::<ReferralsPart, _, _>(
            "/api/v1/referrals",
            "listReferrals",
            "Lister les orientations (logiciel)",
            "Les orientations que votre organisation a envoyées ou reçues, dans l’ordre où elles ont été commencées. Un brouillon n’est connu que de qui l’écrit.",
            list,
        )
        .asking([
            Field::code("side", &["received", "sent"], |side| side, "D’un côté seulement.").optional(),
            Field::code("state", State::ALL, State::code, "Dans un état seulement.").optional(),
        ])
        .asking(Part::fields()),
        Call::read::<ReferralsShape, _, _>(
            "/api/v1/people/{person}/referrals",
            "listReferralsOfPerson",
            "Lire les orientations d’un jeune (logiciel)",
            "Les orientations de ce jeune que votre organisation a envoyées ou reçues, la dernière d’abord.",
            of_person,
        ),
        Call::read::<ReferralShape, _, _>(
            "/api/v1/referrals/{referral}",
            "readReferral",
            "Lire une orientation (logiciel)",
            "Une orientation que votre organisation a envoyée ou reçue, et ce que vous pouvez en faire maintenant.",
            one,
        ),
    ]
}

/// What the organisation that refers does.
fn of_sender() -> [Call; 5] {
    [
        Call::act(
            "/api/v1/people/{person}/referrals",
            "sendReferral",
            "Orienter un jeune (logiciel)",
            "Envoie une orientation à une organisation de l’autre réseau. Une Mission Locale dit un à trois métiers ; un CFA n’a pas à en dire. Pour plusieurs organisations, un appel chacune.",
            send,
        )
        .taking(content())
        .taking([informed()]),
        Call::act(
            "/api/v1/people/{person}/referral-drafts",
            "keepReferralDraft",
            "Garder le brouillon d’une orientation (logiciel)",
            "Garde une orientation qui s’écrit : personne d’autre n’en sait rien, et aucun acte n’est noté.",
            draft,
        )
        .taking(content()),
        Call::act(
            "/api/v1/referrals/{referral}/send",
            "sendReferralDraft",
            "Envoyer le brouillon d’une orientation (logiciel)",
            "Envoie le brouillon tel qu’il est gardé. L’orientation envoyée a sa propre clé, dans `about`.",
            send_draft,
        )
        .taking([informed()]),
        Call::act(
            "/api/v1/referrals/{referral}/withdraw",
            "withdrawReferral",
            "Retirer une orientation (logiciel)",
            "Reprend l’orientation. Pour qui l’a envoyée.",
            async |asked: Asked| moved(asked, Move::Withdraw).await,
        ),
        Call::act(
            "/api/v1/referrals/{referral}/keep",
            "keepReferral",
            "Maintenir une orientation (logiciel)",
            "Garde cette orientation, bien qu’une autre ait été acceptée. Pour qui l’a envoyée.",
            async |asked: Asked| moved(asked, Move::Keep).await,
        ),
    ]
}

/// What the organisation that receives does.
fn of_receiver() -> [Call; 5] {
    [
        Call::act(
            "/api/v1/referrals/{referral}/acknowledge",
            "acknowledgeReferral",
            "Accuser réception d’une orientation (logiciel)",
            "Dit que l’orientation a été lue. Pour qui l’a reçue.",
            async |asked: Asked| moved(asked, Move::Acknowledge).await,
        ),
        Call::act(
            "/api/v1/referrals/{referral}/study",
            "studyReferral",
            "Étudier une orientation (logiciel)",
            "Demande un entretien, un positionnement ou une immersion avant de répondre. Pour qui l’a reçue.",
            study,
        )
        .taking([
            Field::code("step", Step::ALL, Step::code, "Ce qui est demandé."),
            Field::day("on", "Le jour prévu, s’il est connu.").optional(),
        ]),
        Call::act(
            "/api/v1/referrals/{referral}/accept",
            "acceptReferral",
            "Accepter une orientation (logiciel)",
            "Accepte le jeune. Pour qui l’a reçue.",
            async |asked: Asked| moved(asked, Move::Accept).await,
        ),
        Call::act(
            "/api/v1/referrals/{referral}/waiting-list",
            "listReferralToWait",
            "Mettre une orientation en liste d’attente (logiciel)",
            "Met le jeune sur la liste d’attente. Pour qui l’a reçue.",
            async |asked: Asked| moved(asked, Move::PutOnList).await,
        ),
        Call::act(
            "/api/v1/referrals/{referral}/refuse",
            "refuseReferral",
            "Refuser une orientation (logiciel)",
            "Refuse, en disant pourquoi et en proposant autre chose. Pour qui l’a reçue.",
            refuse,
        )
        .taking([
            Field::code("motive", Motive::ALL, Motive::code, "Pourquoi."),
            Field::code("alternative", Alternative::ALL, Alternative::code, "Ce qui est proposé à la place."),
        ]),
    ]
}

fn content() -> [Field; 6] {
    [
        Field::key("receiver", "L’organisation de l’autre réseau, par sa clé."),
        Field::texts(
            "trades",
            (MOST_TRADES, 5),
            "Les métiers souhaités, le premier d’abord : codes ROME.",
        )
        .like(serde_json::json!(["G1602"])),
        Field::code(
            "why",
            Why::ALL,
            Why::code,
            "Pourquoi ; chaque réseau a ses raisons.",
        )
        .optional(),
        Field::codes(
            "needs",
            Need::ALL,
            Need::code,
            "Ce qu’il faut savoir pour accueillir le jeune ; jamais un diagnostic.",
        ),
        Field::codes("papers", Paper::ALL, Paper::code, "Les papiers prêts."),
        Field::day(
            "available_from",
            "Disponible à partir de ce jour ; tout de suite sinon.",
        )
        .optional(),
    ]
}

fn informed() -> Field {
    Field::yes(
        "informed",
        "Le jeune a été informé de ce qui est envoyé, et à qui : sans cela, l’envoi est refusé.",
    )
}

async fn list(caller: Caller, mut asked: Parameters) -> Result<Json<ReferralsPart>, Problem> {
    let side = asked.read("side", "field-code", |text| match text {
        "received" => Some(true),
        "sent" => Some(false),
        _ => None,
    });
    let state = asked.read("state", "field-code", State::from_code);
    let part = asked.part();
    asked.end()?;
    let cursor = part.cursor.as_deref();
    let listed = caller
        .casework
        .list_referrals(&caller.actor, (side, state), cursor, part.limit)
        .await?;
    Ok(Json(ReferralsPart {
        data: listed.rows.iter().map(ReferralShape::of).collect(),
        next_cursor: listed.next,
    }))
}

async fn of_person(
    caller: Caller,
    Person(person): Person,
) -> Result<Json<ReferralsShape>, Problem> {
    let view = caller.casework.person(&caller.actor, person).await?;
    Ok(Json(ReferralsShape {
        data: view.referrals.iter().map(ReferralShape::of).collect(),
    }))
}

async fn one(caller: Caller, Thing(id): Thing) -> Result<Json<ReferralShape>, Problem> {
    let (view, _) = caller.casework.referral(&caller.actor, id).await?;
    Ok(Json(ReferralShape::of(&view)))
}

/// Reads what a referral says.
fn said(asked: &mut Asked) -> Option<NewReferral> {
    let content = &mut asked.content;
    let receiver = content.key("receiver");
    let trade = |text: &str| RomeCode::parse(text).ok();
    let said = Said {
        trades: content.list("trades", "trade-code", trade),
        why: content.code_if_any("why", Why::from_code),
        needs: content.list("needs", "field-code", Need::from_code),
        papers: content.list("papers", "field-code", Paper::from_code),
        available_from: content.day_if_any("available_from"),
    };
    Some(NewReferral {
        receivers: vec![receiver?],
        content: said,
        informed: false,
    })
}

async fn send(mut asked: Asked) -> Result<Response, Problem> {
    let said = said(&mut asked);
    let informed = asked.content.yes("informed");
    let (said, informed) = asked.content.whole(said.zip(informed))?;
    let (person, new) = (asked.person(), NewReferral { informed, ..said });
    asked
        .once(async |casework, actor| {
            let sent = casework.send_referral(actor, person, new, None).await?;
            sent.last()
                .copied()
                .ok_or(CaseworkError::NotFound("organisation"))
        })
        .await
}

async fn draft(mut asked: Asked) -> Result<Response, Problem> {
    let said = said(&mut asked);
    let new = asked.content.whole(said)?;
    let person = asked.person();
    asked
        .kept_once(async |casework, actor| casework.keep_draft(actor, person, new, None).await)
        .await
}

async fn send_draft(mut asked: Asked) -> Result<Response, Problem> {
    let informed = asked.content.yes("informed");
    let informed = asked.content.whole(informed)?;
    let id = asked.id("referral");
    asked
        .once(async |casework: &Casework, actor: &Actor| {
            let (view, _) = casework.referral(actor, id).await?;
            let draft = view.referral;
            let new = NewReferral {
                receivers: vec![draft.receiver],
                content: draft.content,
                informed,
            };
            if view.party == Party::Receiver {
                return Err(CaseworkError::Conflict("referral-for-sender"));
            }
            let sent = casework
                .send_referral(actor, draft.person, new, Some(id))
                .await?;
            sent.last()
                .copied()
                .ok_or(CaseworkError::NotFound("organisation"))
        })
        .await
}

async fn study(mut asked: Asked) -> Result<Response, Problem> {
    let on = asked.content.day_if_any("on");
    let step = asked.content.code("step", Step::from_code);
    let step = asked.content.whole(step)?;
    moved(asked, Move::Study(step, on)).await
}

async fn refuse(mut asked: Asked) -> Result<Response, Problem> {
    let motive = asked.content.code("motive", Motive::from_code);
    let alternative = asked.content.code("alternative", Alternative::from_code);
    let (motive, alternative) = asked.content.whole(motive.zip(alternative))?;
    moved(asked, Move::Refuse(motive, alternative)).await
}

async fn moved(mut asked: Asked, act: Move) -> Result<Response, Problem> {
    asked.content.whole(Some(()))?;
    let id = asked.id("referral");
    asked
        .once(async |casework, actor| casework.move_referral(actor, id, act).await)
        .await
}
