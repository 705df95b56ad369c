# Signing in through an identity provider, such as ProConnect
sign-on-enter = Enter with { $provider }
sign-on-leaving = You are going to { $provider }
sign-on-signing-out = Signing out of { $provider }
sign-on-continue = Continue
sign-on-stale = You came back from { $provider } too late, twice, or in another browser. Start again from this page.
sign-on-cancelled = { $provider } did not recognise you, or you gave up. Start again, or use your password.
sign-on-unreachable = { $provider } does not answer for now. Try again in a few minutes, or use your password.
sign-on-unproven = The answer of { $provider } could not be verified: nobody entered. Start again; if it happens again, tell your administrator.
sign-on-unverified = { $provider } gave no verified e-mail address. Have it verified in your organisation, or use your password.
sign-on-unknown = The address that { $provider } gives has no account here. Ask the administrator of your organisation to invite you, at this address.
sign-on-other-identity = This account is tied to another identity of { $provider }. Enter with your password and untie it in My account, or tell your administrator.
sign-on-other-organisation = { $provider } says that you are of an organisation (SIRET) that is not yours here. Choose the right one at { $provider }, or tell your administrator.
sign-on-unknown-organisation = Your organisation has no SIRET here yet to compare with the one that { $provider } gives. Use your password, and tell your administrator.

# My account
identity-title = Signing in with { $provider }
identity-since = Your account is tied to { $provider }. First entry: { $when }.
identity-none = Your account is not tied to it: it will be the first time you enter with { $provider }, at the same address.
identity-untie = Untie
identity-untie-text = You can still enter with your password. Entering again with { $provider } ties it again.
identity-untie-confirm = Untie my account from { $provider }
toast-identity-untied = Your account is untied.
problem-no-identity = Your account is tied to no identity provider.
problem-siret-format = A SIRET has 14 digits: check it.
event-identity-unlinked = { $who } untied their account from { $whom }.
