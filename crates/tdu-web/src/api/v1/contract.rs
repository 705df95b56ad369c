//! A contract that runs or broke, and what comes after: read, and acted on by both networks.

use axum::Json;
use axum::response::Response;
use tdu_domain::after::AfterSituation;
use tdu_domain::exam::ExamOutcome;
use tdu_domain::organisation::Network;
use tdu_domain::rupture::{
    CallOutcome, Declaration, RuptureCause, RuptureGoal, RuptureMode, RuptureOutcome,
};
use tdu_domain::watch::{AlertGoal, AlertOutcome, Feeling, Party, Sign, View, ViewMoment};

use super::call::Call;
use super::caller::{Asked, Caller, Person};
use super::contract_shapes::ContractShape;
use super::field::Field;
use super::problem::Problem;

/// The calls about contracts.
pub(super) fn calls() -> Vec<Call> {
    let mut calls = vec![Call::read::<ContractShape, _, _>(
        "/api/v1/people/{person}/contract",
        "readContract",
        "Lire le contrat d’un jeune et son suivi (logiciel)",
        "Le contrat en cours, la rupture et ce qui la suit, l’alerte et ses signes, les avis, la situation après la formation.",
        read,
    )];
    calls.extend(of_ruptures());
    calls.extend(of_alerts());
    calls.push(
        Call::act(
            "/api/v1/people/{person}/exams",
            "recordExam",
            "Noter un examen (logiciel)",
            "Note l’issue d’un examen, qui dit si le diplôme est obtenu.",
            exam,
        )
        .taking([
            Field::day("on", "Le jour de l’examen ou de ses résultats."),
            Field::code("outcome", ExamOutcome::ALL, ExamOutcome::code, "Son issue."),
        ]),
    );
    calls.push(
        Call::act(
            "/api/v1/people/{person}/situations",
            "tellSituation",
            "Dire ce que fait un jeune après sa formation (logiciel)",
            "Répond à la question posée à 6, 12, 18 et 24 mois, quand elle est posée.",
            situation,
        )
        .taking([Field::code(
            "situation",
            AfterSituation::ALL,
            AfterSituation::code,
            "Ce que fait le jeune.",
        )]),
    );
    calls
}

fn of_ruptures() -> [Call; 5] {
    let rupture = || Field::key("rupture", "La rupture, par sa clé.");
    [
        Call::act(
            "/api/v1/people/{person}/ruptures",
            "declareRupture",
            "Déclarer une rupture (logiciel)",
            "Déclare que le contrat en cours est rompu, ou va l’être. L’autre réseau le sait aussitôt.",
            declare,
        )
        .taking([
            Field::code("mode", RuptureMode::ALL, RuptureMode::code, "Comment (Code du travail, L6222-18 et suivants)."),
            Field::day("on", "Le premier jour qui n’est plus travaillé."),
            Field::code("cause", RuptureCause::ALL, RuptureCause::code, "Pourquoi."),
            Field::day("asked_on", "Le jour de la demande d’où la loi compte : au médiateur, à l’administration.").optional(),
        ]),
        Call::act(
            "/api/v1/people/{person}/rupture-withdrawals",
            "withdrawRupture",
            "Retirer une rupture déclarée par erreur (logiciel)",
            "Retire une rupture que la même clé a déclarée par erreur. La trace reste.",
            withdraw,
        )
        .taking([rupture()]),
        Call::act(
            "/api/v1/people/{person}/rupture-plans",
            "planRupture",
            "Prévoir la suite d’une rupture (logiciel)",
            "Dit ce que les deux réseaux visent, qui appelle le jeune, et quand.",
            plan,
        )
        .taking([
            Field::code("goal", RuptureGoal::ALL, RuptureGoal::code, "Ce qui est visé."),
            Field::code("caller", Network::ALL, Network::code, "Le réseau qui appelle."),
            Field::day("call_on", "Avant quel jour : dans les trois mois."),
        ]),
        Call::act(
            "/api/v1/people/{person}/rupture-closings",
            "closeRupture",
            "Clore la suite d’une rupture (logiciel)",
            "Dit comment la suite d’une rupture s’est terminée.",
            close_rupture,
        )
        .taking([
            rupture(),
            Field::code("outcome", RuptureOutcome::ALL, RuptureOutcome::code, "Comment."),
        ]),
        Call::act(
            "/api/v1/people/{person}/calls",
            "recordCall",
            "Noter un appel après une rupture (logiciel)",
            "Note un appel et ce qu’il a donné, par les codes du tableau de bord national.",
            call,
        )
        .taking([
            Field::day("on", "Le jour de l’appel."),
            Field::code("outcome", CallOutcome::ALL, CallOutcome::code, "Ce qu’il a donné."),
        ]),
    ]
}

fn of_alerts() -> [Call; 5] {
    let alert = || Field::key("alert", "L’alerte, par sa clé.");
    let feeling = |name, text| Field::code(name, Feeling::ALL, Feeling::code, text);
    [
        Call::act(
            "/api/v1/people/{person}/signs",
            "noticeSign",
            "Noter un signe (logiciel)",
            "Note un signe au sujet d’un contrat en cours. Pour un CFA ; les deux réseaux lisent le code et rien d’autre.",
            notice,
        )
        .taking([Field::code("sign", Sign::ALL, Sign::code, "Le signe.")]),
        Call::act(
            "/api/v1/people/{person}/views",
            "recordView",
            "Noter l’avis de l’employeur ou du jeune (logiciel)",
            "Note ce que l’un ou l’autre dit du contrat. Pour un CFA.",
            view,
        )
        .taking([
            Field::code("moment", ViewMoment::ALL, ViewMoment::code, "Quand il a été demandé."),
            Field::code("party", Party::ALL, Party::code, "Qui le dit."),
            feeling("together", "La présence et l’entente."),
            feeling("work", "Le travail."),
            feeling("future", "La suite ensemble."),
        ]),
        Call::act(
            "/api/v1/people/{person}/alert-readings",
            "readAlert",
            "Dire qu’une alerte est lue (logiciel)",
            "Dit que la Mission Locale a lu l’alerte. Pour une Mission Locale.",
            read_alert,
        )
        .taking([alert()]),
        Call::act(
            "/api/v1/people/{person}/alert-plans",
            "planAlert",
            "Prévoir la suite d’une alerte (logiciel)",
            "Dit ce qui est fait, par quel réseau, avant quand.",
            plan_alert,
        )
        .taking([
            alert(),
            Field::code("goal", AlertGoal::ALL, AlertGoal::code, "Ce qui est fait."),
            Field::code("owner", Network::ALL, Network::code, "Le réseau qui le fait."),
            Field::day("due", "Avant quel jour : dans les deux mois."),
        ]),
        Call::act(
            "/api/v1/people/{person}/alert-closings",
            "closeAlert",
            "Clore une alerte (logiciel)",
            "Dit comment une alerte s’est terminée.",
            close_alert,
        )
        .taking([
            alert(),
            Field::code("outcome", AlertOutcome::ALL, AlertOutcome::code, "Comment."),
        ]),
    ]
}

async fn read(caller: Caller, Person(person): Person) -> Result<Json<ContractShape>, Problem> {
    let view = caller.casework.person(&caller.actor, person).await?;
    Ok(Json(ContractShape::of(&view.contract)))
}

async fn declare(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let asked_on = content.day_if_any("asked_on");
    let mode = content.code("mode", RuptureMode::from_code);
    let on = content.day("on");
    let cause = content.code("cause", RuptureCause::from_code);
    let ((mode, on), cause) = content.whole(mode.zip(on).zip(cause))?;
    let declaration = Declaration {
        mode,
        on,
        cause,
        asked_on,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.declare_rupture(actor, person, declaration).await)
        .await
}

async fn withdraw(mut asked: Asked) -> Result<Response, Problem> {
    let rupture = asked.content.key("rupture");
    let rupture = asked.content.whole(rupture)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.withdraw_rupture(actor, person, rupture).await)
        .await
}

async fn plan(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let goal = content.code("goal", RuptureGoal::from_code);
    let caller = content.code("caller", Network::from_code);
    let call_on = content.day("call_on");
    let ((goal, caller), call_on) = content.whole(goal.zip(caller).zip(call_on))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| {
            casework
                .plan_rupture(actor, person, goal, caller, call_on)
                .await
        })
        .await
}

async fn close_rupture(mut asked: Asked) -> Result<Response, Problem> {
    let rupture = asked.content.key("rupture");
    let outcome = asked.content.code("outcome", RuptureOutcome::from_code);
    let (rupture, outcome) = asked.content.whole(rupture.zip(outcome))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| {
            casework
                .close_rupture(actor, person, rupture, outcome)
                .await
        })
        .await
}

async fn call(mut asked: Asked) -> Result<Response, Problem> {
    let on = asked.content.day("on");
    let outcome = asked.content.code("outcome", CallOutcome::from_code);
    let (on, outcome) = asked.content.whole(on.zip(outcome))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.record_call(actor, person, on, outcome).await)
        .await
}

async fn notice(mut asked: Asked) -> Result<Response, Problem> {
    let sign = asked.content.code("sign", Sign::from_code);
    let sign = asked.content.whole(sign)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.notice(actor, person, sign).await)
        .await
}

async fn view(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let moment = content.code("moment", ViewMoment::from_code);
    let party = content.code("party", Party::from_code);
    let [together, work, future] =
        ["together", "work", "future"].map(|name| content.code(name, Feeling::from_code));
    let said = together.zip(work).zip(future);
    let ((moment, party), ((together, work), future)) =
        content.whole(moment.zip(party).zip(said))?;
    let view = View {
        together,
        work,
        future,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| {
            casework
                .record_view(actor, person, moment, party, view)
                .await
        })
        .await
}

async fn read_alert(mut asked: Asked) -> Result<Response, Problem> {
    let alert = asked.content.key("alert");
    let alert = asked.content.whole(alert)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.take_alert(actor, person, alert).await)
        .await
}

async fn plan_alert(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let alert = content.key("alert");
    let goal = content.code("goal", AlertGoal::from_code);
    let owner = content.code("owner", Network::from_code);
    let due = content.day("due");
    let planned = alert.zip(goal).zip(owner.zip(due));
    let ((alert, goal), (owner, due)) = content.whole(planned)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| {
            casework
                .plan_alert(actor, person, alert, goal, owner, due)
                .await
        })
        .await
}

async fn close_alert(mut asked: Asked) -> Result<Response, Problem> {
    let alert = asked.content.key("alert");
    let outcome = asked.content.code("outcome", AlertOutcome::from_code);
    let (alert, outcome) = asked.content.whole(alert.zip(outcome))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.close_alert(actor, person, alert, outcome).await)
        .await
}

async fn exam(mut asked: Asked) -> Result<Response, Problem> {
    let on = asked.content.day("on");
    let outcome = asked.content.code("outcome", ExamOutcome::from_code);
    let (on, outcome) = asked.content.whole(on.zip(outcome))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.record_exam(actor, person, outcome, on).await)
        .await
}

async fn situation(mut asked: Asked) -> Result<Response, Problem> {
    let situation = asked.content.code("situation", AfterSituation::from_code);
    let situation = asked.content.whole(situation)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.tell_situation(actor, person, situation).await)
        .await
}
