//! The road to the contract: its steps, its pieces and the search for a company, read and acted on by both
//! networks.

use axum::Json;
use axum::response::Response;
use tdu_casework::{
    AskedPieces, GivenStep, NewAnswer, NewApplication, NewContact, NewFile, NewTarget, NewTold,
    NewVisit,
};
use tdu_domain::road::file::{AttachedKind, MOST_BYTES};
use tdu_domain::road::piece::{Bringer, PieceKind, PieceMove};
use tdu_domain::road::search::{Answered, Channel, CompanyAnswer, CompanyRefusal, VisitOutcome};
use tdu_domain::road::{RoadEnd, RoadEvent, RoadStep};

use super::call::Call;
use super::caller::{Asked, Caller, Person};
use super::field::Field;
use super::problem::Problem;
use super::road_shapes::RoadShape;

/// The calls about the road to the contract.
pub(super) fn calls() -> Vec<Call> {
    let mut calls = vec![Call::read::<RoadShape, _, _>(
        "/api/v1/people/{person}/road",
        "readRoad",
        "Lire le parcours vers le contrat d’un jeune (logiciel)",
        "Les étapes et leur état, les pièces, les entreprises par leur clé et leur SIRET, les candidatures et leurs réponses. Les fichiers par leur clé. Ni nom, ni contact, ni contenu de fichier.",
        read,
    )];
    calls.extend(of_steps());
    calls.extend(of_pieces());
    calls.extend(of_search());
    calls.extend(of_files());
    calls
}

fn of_steps() -> [Call; 3] {
    [
        Call::act(
            "/api/v1/people/{person}/road-openings",
            "openRoad",
            "Ouvrir le parcours vers le contrat (logiciel)",
            "Ouvre le parcours vers le contrat d’un jeune que les deux réseaux suivent.",
            open,
        ),
        Call::act(
            "/api/v1/people/{person}/road-events",
            "tellRoad",
            "Dire une étape du parcours vers le contrat (logiciel)",
            "Dit qu’une étape est faite : positionnement, admission, entrée au CFA, contrat signé, déposé, refusé, validé ; ou que le parcours s’arrête.",
            tell,
        )
        .taking([
            Field::code("event", RoadEvent::ALL, RoadEvent::code, "Ce qui est arrivé."),
            Field::day("on", "Le jour."),
            Field::day("contract_start", "Le premier jour du contrat, quand il est signé.").optional(),
            Field::code("why", RoadEnd::ALL, RoadEnd::code, "Pourquoi le parcours s’arrête, quand il s’arrête.").optional(),
        ]),
        Call::act(
            "/api/v1/people/{person}/road-steps",
            "giveRoadStep",
            "Confier une étape du parcours vers le contrat (logiciel)",
            "Dit quelle structure s’occupe d’une étape, quel collègue, avant quel jour.",
            give,
        )
        .taking([
            Field::code("step", RoadStep::ALL, RoadStep::code, "L’étape."),
            Field::key("organisation", "La structure, par sa clé : une de celles qui suivent le jeune."),
            Field::key("colleague", "Le collègue de cette structure, par sa clé.").optional(),
            Field::day("due", "Avant quel jour.").optional(),
        ]),
    ]
}

fn of_pieces() -> [Call; 2] {
    [
        Call::act(
            "/api/v1/people/{person}/pieces",
            "askPieces",
            "Demander des pièces (logiciel)",
            "Demande des pièces du dossier. Celles qui sont déjà attendues ne le sont pas deux fois.",
            ask,
        )
        .taking([
            Field::codes("pieces", PieceKind::ALL, PieceKind::code, "Lesquelles."),
            Field::code("bringer", Bringer::ALL, Bringer::code, "Qui les apporte ; sans cela, qui les apporte d’habitude.").optional(),
            Field::day("due", "Avant quel jour."),
        ]),
        Call::act(
            "/api/v1/people/{person}/piece-moves",
            "movePiece",
            "Dire ce que devient une pièce (logiciel)",
            "Dit qu’une pièce est reçue, qu’on s’en passe, qu’elle est rappelée ou attendue de nouveau.",
            settle,
        )
        .taking([
            Field::key("piece", "La pièce, par sa clé."),
            Field::code("move", PieceMove::ALL, PieceMove::code, "Ce qu’elle devient."),
        ]),
    ]
}

fn of_search() -> [Call; 5] {
    let company = || Field::key("company", "L’entreprise, par sa clé.");
    let channel = || Field::code("channel", Channel::ALL, Channel::code, "Par quel moyen.");
    [
        Call::act(
            "/api/v1/people/{person}/companies",
            "addCompany",
            "Ajouter une entreprise à la recherche (logiciel)",
            "Ajoute une entreprise à la recherche d’un jeune. Le contact est professionnel : il ne ressort pas par l’API.",
            add,
        )
        .taking([
            Field::text_of("name", 120, "Son nom.").like("Boulangerie du Port"),
            Field::text_of("siret", 17, "Son SIRET, vérifié.").like("13002526500013").optional(),
            Field::text_of("commune", 80, "Sa commune, par son code INSEE ou son nom.").like("93048").optional(),
            Field::text_of("trade", 80, "Le métier cherché, par son code ROME.").like("D1102").optional(),
            Field::text_of("contact", 120, "Qui y contacter : nom et fonction.").optional(),
            Field::text_of("phone", 40, "Le téléphone professionnel.").like("01 99 00 12 34").optional(),
            Field::text_of("email", 254, "L’adresse professionnelle.").optional(),
        ]),
        Call::act(
            "/api/v1/people/{person}/company-drops",
            "dropCompany",
            "Cesser de chercher dans une entreprise (logiciel)",
            "Dit qu’on ne cherche plus dans une entreprise.",
            drop_it,
        )
        .taking([company()]),
        Call::act(
            "/api/v1/people/{person}/applications",
            "recordApplication",
            "Noter une candidature (logiciel)",
            "Note une candidature envoyée à une entreprise.",
            apply,
        )
        .taking([company(), Field::day("on", "Le jour."), channel()]),
        Call::act(
            "/api/v1/people/{person}/application-answers",
            "answerApplication",
            "Noter la réponse d’une entreprise (logiciel)",
            "Note ce qu’une entreprise répond à une candidature, et quand a lieu la suite.",
            answer,
        )
        .taking([
            Field::key("application", "La candidature, par sa clé."),
            Field::code("answer", CompanyAnswer::ALL, CompanyAnswer::code, "La réponse."),
            Field::code("why", CompanyRefusal::ALL, CompanyRefusal::code, "Pourquoi, pour un refus.").optional(),
            Field::day("on", "Le jour de la réponse."),
            Field::day("next_on", "Le jour de la suite : entretien, essai.").optional(),
        ]),
        Call::act(
            "/api/v1/people/{person}/visits",
            "recordVisit",
            "Noter une visite d’entreprise (logiciel)",
            "Note une visite à une entreprise, et ce qu’elle a donné.",
            visit,
        )
        .taking([
            company(),
            Field::day("on", "Le jour."),
            Field::code("outcome", VisitOutcome::ALL, VisitOutcome::code, "Ce qu’elle a donné."),
        ]),
    ]
}

fn of_files() -> [Call; 2] {
    [
        Call::act(
            "/api/v1/people/{person}/files",
            "attachFile",
            "Joindre un CV ou une lettre (logiciel)",
            "Joint un fichier au parcours d’un jeune : PDF, image, texte Word ou OpenDocument, reconnu à ses octets.",
            attach,
        )
        .taking([
            Field::code("kind", AttachedKind::ALL, AttachedKind::code, "Ce que c’est."),
            Field::text_of("name", 120, "Son nom.").like("cv.pdf").optional(),
            Field::bytes("content", MOST_BYTES, "Ses octets, en base64."),
        ])
        .up_to(MOST_BYTES.div_ceil(3) * 4 + 1_024),
        Call::act(
            "/api/v1/people/{person}/file-removals",
            "removeFile",
            "Retirer un fichier joint (logiciel)",
            "Retire un fichier pour de bon.",
            detach,
        )
        .taking([Field::key("file", "Le fichier, par sa clé.")]),
    ]
}

async fn read(caller: Caller, Person(person): Person) -> Result<Json<RoadShape>, Problem> {
    let view = caller.casework.road(&caller.actor, person).await?;
    Ok(Json(RoadShape::of(&view)))
}

async fn open(asked: Asked) -> Result<Response, Problem> {
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.open_road(actor, person).await)
        .await
}

async fn tell(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let contract_start = content.day_if_any("contract_start");
    let end = content.code_if_any("why", RoadEnd::from_code);
    let event = content.code("event", RoadEvent::from_code);
    let on = content.day("on");
    let (event, on) = content.whole(event.zip(on))?;
    let new = NewTold {
        event,
        on,
        contract_start,
        end,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.tell_road(actor, person, new).await)
        .await
}

async fn give(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let account = content.key_if_any("colleague");
    let due = content.day_if_any("due");
    let step = content.code("step", RoadStep::from_code);
    let organisation = content.key("organisation");
    let (step, organisation) = content.whole(step.zip(organisation))?;
    let given = GivenStep {
        step,
        organisation,
        account,
        due,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.give_step(actor, person, given).await)
        .await
}

async fn ask(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let kinds = content.list("pieces", "field-code", PieceKind::from_code);
    let bringer = content.code_if_any("bringer", Bringer::from_code);
    let due = content.day("due");
    let due = content.whole(due)?;
    let pieces = AskedPieces {
        kinds,
        bringer,
        due,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.ask_pieces(actor, person, &pieces).await)
        .await
}

async fn settle(mut asked: Asked) -> Result<Response, Problem> {
    let piece = asked.content.key("piece");
    let step = asked.content.code("move", PieceMove::from_code);
    let (piece, step) = asked.content.whole(piece.zip(step))?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.move_piece(actor, person, piece, step).await)
        .await
}

async fn add(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let mut said = |name| content.text_if_any(name).unwrap_or_default();
    let contact = NewContact {
        name: said("contact"),
        phone: said("phone"),
        email: said("email"),
    };
    let new = NewTarget {
        siret: said("siret"),
        commune: said("commune"),
        trade: said("trade"),
        contact,
        ..NewTarget::default()
    };
    let name = content.text("name");
    let name = content.whole(name)?;
    let new = NewTarget { name, ..new };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.add_company(actor, person, &new).await)
        .await
}

async fn drop_it(mut asked: Asked) -> Result<Response, Problem> {
    let company = asked.content.key("company");
    let company = asked.content.whole(company)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.drop_company(actor, person, company).await)
        .await
}

async fn apply(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let company = content.key("company");
    let on = content.day("on");
    let channel = content.code("channel", Channel::from_code);
    let ((company, on), channel) = content.whole(company.zip(on).zip(channel))?;
    let new = NewApplication { on, channel };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.apply(actor, person, company, new).await)
        .await
}

async fn answer(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let why = content.code_if_any("why", CompanyRefusal::from_code);
    let next_on = content.day_if_any("next_on");
    let application = content.key("application");
    let answer = content.code("answer", CompanyAnswer::from_code);
    let on = content.day("on");
    let ((application, answer), on) = content.whole(application.zip(answer).zip(on))?;
    let new = NewAnswer {
        application,
        answered: Answered {
            answer,
            why,
            on,
            next_on,
        },
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.answer_application(actor, person, new).await)
        .await
}

async fn visit(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let target = content.key("company");
    let on = content.day("on");
    let outcome = content.code("outcome", VisitOutcome::from_code);
    let ((target, on), outcome) = content.whole(target.zip(on).zip(outcome))?;
    let new = NewVisit {
        target,
        on,
        outcome,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.visit_company(actor, person, new).await)
        .await
}

async fn attach(mut asked: Asked) -> Result<Response, Problem> {
    let content = &mut asked.content;
    let name = content.text_if_any("name").unwrap_or_default();
    let kind = content.code("kind", AttachedKind::from_code);
    let bytes = content.bytes("content");
    let (kind, content) = content.whole(kind.zip(bytes))?;
    let new = NewFile {
        kind,
        name,
        content,
    };
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.attach_file(actor, person, new).await)
        .await
}

async fn detach(mut asked: Asked) -> Result<Response, Problem> {
    let file = asked.content.key("file");
    let file = asked.content.whole(file)?;
    let person = asked.person();
    asked
        .once(async |casework, actor| casework.remove_file(actor, person, file).await)
        .await
}
