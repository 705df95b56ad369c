# Team and invitations
nav-team = Team
team-title = Team: { $n ->
    [one] one member
   *[other] { $n } members
  }
team-members = Members
team-you = You
team-disabled = Disabled
team-protected = Second factor
team-change = Change
team-role = Role
team-role-change = Change the role
team-remove = Remove { $name }
team-remove-text = They lose access to this organisation at once. What they entered stays.
team-invitations = { $n ->
    [one] One invitation waiting
   *[other] { $n } invitations waiting
  }
team-invite-title = Invite someone
team-email-aid = Their address at work: they will sign in with it.
team-name = First and last name
team-name-aid = As colleagues will read them.
team-invite = Prepare the invitation
team-link-title = Link to pass on
team-link-text = Send this link to that person alone. It serves once, within { $n } days, and is shown only now.
team-link = Invitation link
team-link-copy = Copy the link
invitation-until = By { $who }. Valid until { $when }.
invitation-over = By { $who }. No longer valid since { $when }.
invitation-expired = Expired
invitation-renew = New link
invitation-withdraw = Withdraw
invitation-title = Join { $organisation }
invitation-lead = Hello { $name }. { $who } invites you, with the role: { $role }.
invitation-password = Choose a password
invitation-accept = Accept the invitation
invitation-sign-in = You have an account already ({ $email }). Sign in with it to join this organisation.
invitation-join = Join this organisation
invitation-join-text = Your account will have one more organisation. The menu at the top right leads from one to the other.
invitation-someone-else = This invitation is for { $email }, but { $name } is signed in here. Sign out, then open the link again.
toast-invitation-withdrawn = The invitation is withdrawn: its link opens no more.
toast-role-changed = The role is changed. They will sign in again with it.
toast-member-removed = They are removed. Their sign-ins to this organisation are closed.
toast-joined = Welcome. Your account is ready.
problem-guest-name = Give the first and last name, 80 characters at most.
problem-already-member = This person is a member of your organisation already.
problem-last-administrator = This is the organisation’s last administrator: appoint another first.
problem-role-of-territory = This role is given by the territory: ask its operator.
problem-account-known = This address has an account already: sign in with it, then open the link again.
events-title = Latest changes
event = { $told } ({ $when })
event-invited = { $who } invited { $whom }.
event-invitation-renewed = { $who } made a new invitation link for { $whom }.
event-invitation-withdrawn = { $who } withdrew the invitation of { $whom }.
event-joined = { $who } joined the organisation ({ $whom }).
event-role-changed = { $who } changed the role of { $whom }: { $before }, then { $after }.
event-member-removed = { $who } removed { $whom }.
event-password-changed = { $who } changed their password.
event-codes-set-up = { $who } set up an application that gives codes.
event-codes-removed = { $who } removed their application of codes.
event-recovery-code-used = { $who } used a recovery code.
event-recovery-codes-renewed = { $who } made new recovery codes.
event-passkey-added = { $who } added the passkey “{ $whom }”.
event-passkey-removed = { $who } removed the passkey “{ $whom }”.
event-identity-linked = { $who } signed in for the first time through { $whom }.
