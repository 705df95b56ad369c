//! *Équipe*: the members of an organisation, who is invited, what changed lately.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tdu_casework::{CaseworkError, Frame, Guest, Invitation, Member};
use tdu_domain::access::{Right, Role};
use uuid::Uuid;

use super::account::event_in_words;
use super::form::{Sent, Typed, wrong};
use super::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

const FORM: &str = "guest";

/// The pages of an organisation's team.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            "/equipe",
            Rule::MEMBERS,
            "Membres de l’organisation et invitations",
            show,
        )
        .post(
            "/equipe/invitations",
            Rule::MEMBERS,
            "Inviter quelqu’un",
            invite,
        )
        .post(
            "/equipe/invitations/{invitation}/renouveler",
            Rule::MEMBERS,
            "Refaire le lien d’une invitation",
            renew,
        )
        .post(
            "/equipe/invitations/{invitation}/retirer",
            Rule::MEMBERS,
            "Retirer une invitation",
            withdraw,
        )
        .post(
            "/equipe/membres/{member}/role",
            Rule::MEMBERS,
            "Changer le rôle d’un membre",
            change_role,
        )
        .post(
            "/equipe/membres/{member}/retirer",
            Rule::MEMBERS,
            "Retirer un membre",
            remove,
        )
}

#[derive(Template)]
#[template(path = "account/equipe.html")]
struct TeamPage {
    page: Page,
    organisation: String,
    members: Vec<MemberView>,
    invitations: Vec<InvitationLine>,
    events: Vec<String>,
    roles: Vec<(&'static str, String)>,
    handed: Option<Handed>,
    typed: Typed,
}

impl TeamPage {
    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, FORM, field)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, FORM)
    }
}

struct MemberView {
    known: Member,
    role: String,
    mine: bool,
    given: bool,
}

struct InvitationLine {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    told: String,
    over: bool,
}

/// A link to pass on, shown once.
struct Handed {
    link: String,
    days: i64,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    render(&team(&state, &visitor).await?)
}

async fn invite(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    visitor
        .actor
        .scope(Right::ManageMembers)
        .map_err(CaseworkError::from)?;
    let mut typed = Typed::of(FORM, sent);
    let guest = Guest {
        email: typed.text("email").to_owned(),
        name: typed.text("nom").to_owned(),
        role: Role::from_code(typed.text("role")).ok_or(WebError::BadForm)?,
    };
    match state.casework().invite(&visitor.actor, guest).await {
        Ok(token) => handed(&state, &visitor, &token).await,
        Err(error) => {
            typed.take(error)?;
            let page = TeamPage {
                typed,
                ..team(&state, &visitor).await?
            };
            Ok(wrong(render(&page)?))
        }
    }
}

async fn renew(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(invitation): Id,
) -> Result<Response, WebError> {
    let token = state
        .casework()
        .renew_invitation(&visitor.actor, invitation)
        .await?;
    handed(&state, &visitor, &token).await
}

/// Passes an invitation's link on: shown once to the administrator, who sends it.
async fn handed(state: &WebState, visitor: &SignedIn, token: &str) -> Result<Response, WebError> {
    let handed = Handed {
        link: format!("{}/invitation/{token}", state.options.public_address),
        days: tdu_domain::account::INVITATION_DAYS,
    };
    render(&TeamPage {
        handed: Some(handed),
        ..team(state, visitor).await?
    })
}

async fn withdraw(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(invitation): Id,
) -> Result<Response, WebError> {
    state
        .casework()
        .withdraw_invitation(&visitor.actor, invitation)
        .await?;
    Ok(Toast::says("invitation-withdrawn").then("/equipe"))
}

#[derive(Debug, Deserialize)]
struct NewRole {
    #[serde(default)]
    role: String,
}

async fn change_role(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(account): Id,
    Fields(form): Fields<NewRole>,
) -> Result<Response, WebError> {
    let role = Role::from_code(&form.role).ok_or(WebError::BadForm)?;
    state
        .casework()
        .change_role(&visitor.actor, account, role)
        .await?;
    Ok(Toast::says("role-changed").then("/equipe"))
}

async fn remove(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(account): Id,
) -> Result<Response, WebError> {
    state
        .casework()
        .remove_member(&visitor.actor, account)
        .await?;
    Ok(Toast::says("member-removed").then("/equipe"))
}

async fn team(state: &WebState, visitor: &SignedIn) -> Result<TeamPage, WebError> {
    let team = state.casework().team(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let (t, actor) = (visitor.t, &visitor.actor);
    let given = |role: Role| role.is_given_in(actor.organisation.network);
    let now = state.casework().clock().now();
    Ok(TeamPage {
        page: visitor.page(t.count("team-title", team.members.len())),
        organisation: actor.organisation.name.clone(),
        events: team
            .events
            .iter()
            .map(|event| event_in_words(t, event, &frame))
            .collect(),
        invitations: team
            .invitations
            .into_iter()
            .map(|invitation| line(t, invitation, &frame, now))
            .collect(),
        members: team
            .members
            .into_iter()
            .map(|member| view(t, member, actor.account, given))
            .collect(),
        roles: Role::ALL
            .iter()
            .filter(|role| given(**role))
            .map(|role| (role.code(), t.of_code("role", role.code())))
            .collect(),
        handed: None,
        typed: Typed::default(),
    })
}

fn view(t: Texts, member: Member, me: Uuid, given: impl Fn(Role) -> bool) -> MemberView {
    MemberView {
        role: t.of_code("role", member.role.code()),
        mine: member.account == me,
        given: given(member.role),
        known: member,
    }
}

fn line(t: Texts, invitation: Invitation, frame: &Frame, now: i64) -> InvitationLine {
    let over = invitation.expires_at <= now;
    let key = if over {
        "invitation-over"
    } else {
        "invitation-until"
    };
    let until = t.near(frame.day_of(invitation.expires_at), frame.today());
    InvitationLine {
        id: invitation.id,
        role: t.of_code("role", invitation.role.code()),
        told: t.with(
            key,
            [
                ("who", invitation.invited_by.into()),
                ("when", until.into()),
            ],
        ),
        name: invitation.name,
        email: invitation.email,
        over,
    }
}
