//! What happens to accounts, and for how long an invitation holds.

use crate::person::coded;

/// Days during which an invitation can be accepted.
pub const INVITATION_DAYS: i64 = 7;

coded! {
    /// What happened to an account, or to who belongs to an organisation.
    AccountAct {
        /// Someone was invited.
        Invited = "invited",
        /// An invitation got a new link.
        InvitationRenewed = "invitation_renewed",
        /// An invitation was withdrawn.
        InvitationWithdrawn = "invitation_withdrawn",
        /// Someone accepted and became a member.
        Joined = "joined",
        /// A member's role changed.
        RoleChanged = "role_changed",
        /// A member was removed.
        MemberRemoved = "member_removed",
        /// The password changed.
        PasswordChanged = "password_changed",
        /// An application that gives codes was set up.
        CodesSetUp = "codes_set_up",
        /// That application was put aside.
        CodesRemoved = "codes_removed",
        /// A recovery code was used up.
        RecoveryCodeUsed = "recovery_code_used",
        /// Recovery codes were made anew.
        RecoveryCodesRenewed = "recovery_codes_renewed",
        /// A passkey was added.
        PasskeyAdded = "passkey_added",
        /// A passkey was removed.
        PasskeyRemoved = "passkey_removed",
        /// The account was tied to an identity provider.
        IdentityLinked = "identity_linked",
        /// It was untied from it.
        IdentityUnlinked = "identity_unlinked",
        /// A colleague's absence was declared.
        AbsenceDeclared = "absence_declared",
        /// A colleague's absence ended before its last day.
        AbsenceEnded = "absence_ended",
    }
}
