//! The table of who may do what, as `docs/access.md` keeps it.

use std::fmt::Write;

use serde_json::{Value, json};
use tdu_domain::access::Role;
use tdu_web::Route;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Served,
    Refused,
    NotFound,
    SignIn,
    KeyNeeded,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Served => "oui",
            Self::Refused => "–",
            Self::NotFound => "introuvable",
            Self::SignIn => "connexion",
            Self::KeyNeeded => "clé",
        }
    }
}

/// A route, and what each visitor obtains of it.
pub(super) struct Line {
    pub(super) route: Route,
    /// Signed out, with a key, then each role.
    pub(super) outcomes: Vec<Outcome>,
    /// Whether the address names something that belongs to an organisation.
    pub(super) names: bool,
}

/// What software sends to do an act: without the thing to act on, unless it is of nobody.
pub(super) fn content(path: &str, nobody: bool) -> Value {
    const NOBODY: &str = "0199d5b5-0000-7000-8000-000000000001";
    let thing = nobody.then_some(NOBODY);
    match path.rsplit('/').next().unwrap() {
        "contacts" => json!({ "on": "2026-11-20", "means": "phone" }),
        "details" => json!({ "phone": "01 99 00 12 34" }),
        "diploma" => json!({ "obtained": false }),
        "handover" => json!({ "counsellor": "Conseil Z" }),
        "postponements" => json!({ "signal": "no_contact", "days": 3 }),
        "undo" => json!({ "act": thing }),
        "referrals" => json!({ "receiver": NOBODY, "why": "learn_trade", "informed": true }),
        "referral-drafts" => json!({ "receiver": NOBODY }),
        "send" => json!({ "informed": true }),
        "study" => json!({ "step": "interview" }),
        "refuse" => json!({ "motive": "no_place", "alternative": "next_session" }),
        "tasks" => json!({ "kind": "call", "owner": NOBODY, "due": "2026-11-30" }),
        "hand-over" | "charge" => json!({ "colleague": NOBODY }),
        "messages" => json!({ "text": "Bonjour" }),
        "obstacles" => json!({ "kind": "digital" }),
        "end" => json!({ "outcome": "solved" }),
        "appointments" => {
            json!({ "host": NOBODY, "mode": "phone", "starts": "2026-11-24T10:00", "minutes": 30 })
        }
        "move" => json!({ "starts": "2026-11-24T10:00", "minutes": 30 }),
        "ruptures" => json!({ "mode": "mutual", "on": "2026-11-20", "cause": "unknown" }),
        "rupture-withdrawals" => json!({ "rupture": thing }),
        "rupture-plans" => {
            json!({ "goal": "recontract", "caller": "ml", "call_on": "2026-11-24" })
        }
        "rupture-closings" => json!({ "rupture": thing, "outcome": "declined" }),
        "calls" => json!({ "on": "2026-11-20", "outcome": "no_reply" }),
        "signs" => json!({ "sign": "absence" }),
        "views" => json!({
            "moment": "visit", "party": "youth", "together": "good", "work": "good", "future": "good"
        }),
        "alert-readings" => json!({ "alert": thing }),
        "alert-plans" => {
            json!({ "alert": thing, "goal": "talk_youth", "owner": "ml", "due": "2026-11-24" })
        }
        "alert-closings" => json!({ "alert": thing, "outcome": "goes_on" }),
        "exams" => json!({ "on": "2026-11-20", "outcome": "passed" }),
        "situations" => json!({ "situation": "job" }),
        "road-events" => json!({ "event": "positioned", "on": "2026-11-20" }),
        "road-steps" => json!({ "step": "positioning", "organisation": NOBODY }),
        "pieces" => json!({ "pieces": ["photo"], "due": "2026-11-30" }),
        "piece-moves" => json!({ "piece": thing, "move": "received" }),
        "companies" => json!({ "name": "Boulangerie du Port" }),
        "company-drops" => json!({ "company": thing }),
        "applications" => json!({ "company": thing, "on": "2026-11-20", "channel": "email" }),
        "application-answers" => {
            json!({ "application": thing, "answer": "interview", "on": "2026-11-20" })
        }
        "visits" => json!({ "company": thing, "on": "2026-11-20", "outcome": "interested" }),
        _ => json!({}),
    }
}

/// A role in French, and its column's head.
const ROLES: [(&str, &str); 10] = [
    ("CO", "conseiller de Mission Locale"),
    ("ÉQ", "équipe d’un CFA"),
    ("RH", "référent handicap et mobilité"),
    ("RE", "relations entreprises"),
    ("RS", "responsable d’équipe"),
    ("AD", "administrateur"),
    ("CT", "coordinateur du territoire"),
    ("CP", "comité de pilotage"),
    ("TR", "tête de réseau"),
    ("DP", "délégué à la protection des données"),
];

const INTRODUCTION: &str = "\
# Qui peut faire quoi

Ce tableau est écrit par l'essai qui parcourt toutes les adresses de Trait d'union, sous tous les rôles : il dit ce que
le programme répond, pas ce qu'on voudrait. Une adresse qui n'y est pas n'est pas servie, et l'essai échoue tant que le
tableau ne dit pas exactement ce qui a été observé. Pour l'écrire de nouveau après un changement voulu, puis relire la
différence :

    TDU_WRITE_ACCESS=1 cargo nextest run -p tdu-web walk

";

const RULES: &str = "\
## Ce qui vaut partout

- **oui** : l'adresse répond. **–** : « Votre rôle ne le permet pas ». **connexion** : la page de connexion. **clé** :
  une clé d'API est demandée.
- « oui » ne vaut que pour les personnes et les choses **de son organisation**. Chaque adresse marquée † a été demandée
  avec les identifiants d'une autre organisation du territoire, d'un autre territoire, et avec un identifiant qui
  n'existe pas : les trois réponses sont les mêmes, octet pour octet, au numéro de la demande près.
- Une personne est celle d'une organisation qui tient un dossier sur elle, ou que sa résidence appelle à l'aide.
- La reconnaissance de handicap (RQTH) n'est montrée qu'aux référents handicap, et à la personne dont le nom figure
  comme conseiller ou conseillère du jeune.
- Les relations entreprises ne voient qu'une carte : nom, téléphone, adresse e-mail, métier, commune, étape.
- Demander une page (`GET`) ne change rien, sauf le registre des accès qui le note : les bases ont été comparées avant et
  après.
";

/// The document.
pub(super) fn written(lines: &[Line], requests: usize) -> String {
    let mut text = String::from(INTRODUCTION);
    let count = lines.len();
    let visitors = Role::of_members().count() + 2;
    writeln!(
        text,
        "**Le dernier parcours** : {count} adresses × {visitors} visiteurs (10 rôles, sans connexion, clé d'API), dans deux \
         réseaux, avec les\nidentifiants de son organisation, d'une autre, d'un autre territoire et de personne : \
         {requests} demandes.\n"
    )
    .unwrap();
    text += "## Les rôles\n\n| | Rôle |\n|---|---|\n";
    for (short, name) in ROLES {
        writeln!(text, "| {short} | {name} |").unwrap();
    }
    text += "\n";
    text += RULES;
    text += "\n## Les adresses\n\n| Adresse | Ce qu'elle fait | sans connexion | clé d'API |";
    for (short, _) in ROLES {
        write!(text, " {short} |").unwrap();
    }
    text += "\n|---|---|";
    text += &"---|".repeat(visitors);
    text += "\n";
    for line in lines {
        let route = &line.route;
        let method = route
            .method
            .as_ref()
            .map_or("toutes", |method| method.as_str());
        let mark = if line.names { " †" } else { "" };
        write!(text, "| `{method} {}`{mark} | {} |", route.path, route.what).unwrap();
        for outcome in &line.outcomes {
            write!(text, " {} |", outcome.word()).unwrap();
        }
        text += "\n";
    }
    text
}
