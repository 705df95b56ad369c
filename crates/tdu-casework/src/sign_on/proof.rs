//! The token by which a provider proves who somebody is: signature, issuer, audience, end and nonce
//! are checked before anything of it is read.

use chrono::{DateTime, Utc};
use openidconnect::core::{CoreIdTokenClaims, CoreTokenResponse};
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, Nonce, OAuth2TokenResponse,
    TokenResponse,
};

use super::provider::{Ours, Trouble};
use super::said::SIGNATURES;

/// Contexts in which a provider says that two factors were given: those of eIDAS and of ProConnect.
const TWO_FACTORS: [&str; 4] = [
    "eidas2",
    "eidas3",
    "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
    "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
];
/// The method by which a provider says the same (RFC 8176).
const SEVERAL: &str = "mfa";

/// What a provider proved.
pub(super) struct Proved {
    /// Who, for this provider and this site.
    pub(super) subject: String,
    /// Whether they gave two factors there.
    pub(super) two_factors: bool,
    /// The token itself, to sign out there with.
    pub(super) token: String,
    /// What asks more of the provider.
    pub(super) access: AccessToken,
}

/// Checks the proof in an answer.
pub(super) fn proved(
    client: &Ours,
    answered: &CoreTokenResponse,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> Result<Proved, Trouble> {
    let token = answered.id_token();
    let token = token.ok_or(Trouble::Unproven("no identity in the answer"))?;
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || now);
    let claims = token.claims(&verifier, nonce);
    let claims = claims.map_err(|error| Trouble::Unproven(fault(&error)))?;
    let other = claims.authorized_party();
    if other.is_some_and(|party| party.as_str() != client.client_id().as_str()) {
        return Err(Trouble::Unproven("for another site"));
    }
    if let Some(expected) = claims.access_token_hash() {
        let hash = token
            .signing_alg()
            .ok()
            .zip(token.signing_key(&verifier).ok());
        let hash = hash.and_then(|(algorithm, key)| {
            AccessTokenHash::from_token(answered.access_token(), algorithm, key).ok()
        });
        if hash.as_ref() != Some(expected) {
            return Err(Trouble::Unproven("another access token"));
        }
    }
    Ok(Proved {
        subject: claims.subject().to_string(),
        two_factors: two_factors(claims),
        token: token.to_string(),
        access: answered.access_token().clone(),
    })
}

fn two_factors(claims: &CoreIdTokenClaims) -> bool {
    let context = claims.auth_context_ref();
    let methods = claims.auth_method_refs();
    context.is_some_and(|context| TWO_FACTORS.contains(&context.as_str()))
        || methods.is_some_and(|methods| methods.iter().any(|method| method.as_str() == SEVERAL))
}

/// What does not hold, without what was in it.
fn fault(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "the identity has expired",
        ClaimsVerificationError::InvalidAudience(_) => "the identity is for another site",
        ClaimsVerificationError::InvalidIssuer(_) => "the identity is from another provider",
        ClaimsVerificationError::InvalidNonce(_) => "the identity answers another question",
        ClaimsVerificationError::SignatureVerification(_) => "the signature does not hold",
        _ => "the identity is not one",
    }
}
