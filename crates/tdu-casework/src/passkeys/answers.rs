//! What is asked of authenticators, and whether their answers hold.

use tdu_store::{PasskeyLine, PasskeyRow};
use uuid::Uuid;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::request::register::{
    CredProtect, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle16,
};
use webauthn_rp::request::{ExtensionInfo, PublicKeyCredentialDescriptor, RpId};
use webauthn_rp::response::register::{DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId, SentChallenge};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
};

use super::{Site, kept};
use crate::CaseworkError;

/// What is asked, as JSON, and what is kept of it: the challenge and the state of the ceremony.
type Asked = (String, (SentChallenge, Vec<u8>));

/// A passkey that was made, as it is kept.
pub(super) struct Made {
    pub(super) credential: Vec<u8>,
    pub(super) fixed: Vec<u8>,
    pub(super) moving: Vec<u8>,
}

/// Asks for a new passkey, on a device that has none yet for this account.
pub(super) fn asked_to_make(
    site: &Site,
    account: Uuid,
    email: &str,
    name: &str,
    known: Vec<PasskeyLine>,
) -> Result<Asked, CaseworkError> {
    let id = site_id(site)?;
    let handle = handle(account)?;
    let user = PublicKeyCredentialUserEntity {
        name: email
            .try_into()
            .or_else(|_| "compte".try_into())
            .map_err(|_| CaseworkError::Sealed)?,
        id: &handle,
        display_name: name.try_into().ok(),
    };
    let known = known.into_iter().filter_map(|passkey| {
        let id = CredentialId::decode(passkey.credential).ok()?;
        let transports = AuthTransports::decode(0).ok()?;
        Some(PublicKeyCredentialDescriptor { id, transports })
    });
    let mut options = PublicKeyCredentialCreationOptions::passkey(&id, user, known.collect());
    // The device is asked to answer its owner only; many cannot promise it, and each answer is checked.
    options.extensions.cred_protect =
        CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
    let (server, client) = options
        .start_ceremony()
        .map_err(|_| CaseworkError::Sealed)?;
    let encoded = server.encode();
    Ok((serde_json::to_string(&client)?, kept(&server, encoded)?))
}

/// Asks any passkey of this site to answer.
pub(super) fn asked_to_answer(site: &Site) -> Result<Asked, CaseworkError> {
    let id = site_id(site)?;
    let options = DiscoverableCredentialRequestOptions::passkey(&id);
    let (server, client) = options
        .start_ceremony()
        .map_err(|_| CaseworkError::Sealed)?;
    let encoded = server.encode();
    Ok((serde_json::to_string(&client)?, kept(&server, encoded)?))
}

/// A new passkey, as browsers write it.
pub(super) fn new_passkey(answer: &str) -> Option<Registration> {
    Registration::from_json_relaxed(answer.as_bytes()).ok()
}

/// The answer of a passkey, as browsers write it.
pub(super) fn passkey(answer: &str) -> Option<DiscoverableAuthentication16> {
    DiscoverableAuthentication16::from_json_relaxed(answer.as_bytes()).ok()
}

/// The passkey that was made, if it was for this challenge, on this site, by someone whom the device
/// recognised.
pub(super) fn made(site: &Site, state: &[u8], answer: &Registration) -> Option<Made> {
    let state = RegistrationServerState::<16>::decode(state).ok()?;
    let origins = [site.origin()];
    let options = RegistrationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..RegistrationVerificationOptions::default()
    };
    let made = state.verify(&site.id()?, answer, &options).ok()?;
    Some(Made {
        credential: made.id().as_ref().to_vec(),
        fixed: made.static_state().encode().ok()?,
        moving: made.dynamic_state().encode().ok()?.to_vec(),
    })
}

/// What the passkey changed by answering, if its answer is for this challenge, on this site, of its
/// owner, whom the device recognised, and its counter did not go back.
pub(super) fn checked(
    site: &Site,
    state: &[u8],
    answer: &DiscoverableAuthentication16,
    known: &PasskeyRow,
) -> Option<Vec<u8>> {
    let state = DiscoverableAuthenticationServerState::decode(state).ok()?;
    let owner = handle(known.account.id).ok()?;
    let moving = DynamicState::decode(known.moving.clone().try_into().ok()?).ok()?;
    let fixed = StaticState::decode(known.fixed.as_slice()).ok()?;
    let mut passkey = AuthenticatedCredential::new(answer.raw_id(), &owner, fixed, moving).ok()?;
    let origins = [site.origin()];
    let options = AuthenticationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..AuthenticationVerificationOptions::default()
    };
    state
        .verify(&site.id()?, answer, &mut passkey, &options)
        .ok()?;
    Some(passkey.dynamic_state().encode().ok()?.to_vec())
}

fn site_id(site: &Site) -> Result<RpId, CaseworkError> {
    site.id().ok_or(CaseworkError::NotFound("site"))
}

/// What a passkey knows its owner by: the key of the account, which tells nothing of them.
fn handle(account: Uuid) -> Result<UserHandle16, CaseworkError> {
    UserHandle16::decode(*account.as_bytes()).map_err(|_| CaseworkError::Sealed)
}
