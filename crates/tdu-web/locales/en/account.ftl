# My account
account-title = My account
device = { $browser } on { $system }
device-unknown = Unknown browser
moment = { $day } at { $time }
sessions-title = { $n ->
    [one] One open sign-in
   *[other] { $n } open sign-ins
  }
sessions-lead = If you do not recognise a sign-in, close it, then change your password.
session-here = Here
session-since = Signed in: { $when }.
session-seen = Last active: { $when }.
session-end = Close
sessions-end = Close all the others
toast-session-ended = The sign-in is closed.
toast-sessions-ended = The other sign-ins are closed.
password-title = Password
password-present = Present password
password-new = New password
password-aid = 12 characters at least. Several unrelated words are easier to remember and protect better.
password-change = Change the password
toast-password-changed = The password is changed. The other sign-ins are closed.
problem-password-wrong = This is not your present password. Check the capitals, then try again.
problem-password-length = Too short: at least 12 characters are needed. Four unrelated words are enough.
problem-password-too-long = Too long: 200 characters at most.
problem-password-common = Too easy to guess: this password, or nearly, is among those tried first. Choose four unrelated words.
problem-password-about = It mostly holds your name, your address or the name of your organisation, which everyone knows. Choose four words unrelated to you.
problem-password-wait = Too many failed tries. Wait a few minutes, then try again.

# The second factor
codes-title = Application that gives codes
codes-lead = After your password, an application on your phone gives a six-digit code. A stolen password is no longer enough.
codes-on = In service
codes-left = { $n ->
    [0] No recovery code is left: make new ones.
    [one] One recovery code is left.
   *[other] { $n } recovery codes are left.
  }
codes-renew = Make new recovery codes
codes-change = Change the application
codes-remove = Remove the application
codes-remove-text = Your password alone will again be enough to sign in.
codes-remove-confirm = Remove the application of codes
codes-set-up = Set up an application of codes
codes-set-up-title = Application of codes
codes-required = Your role gives rights to others: it needs a second factor. Set it up to go on.
codes-scan = Open an application of codes on your phone (for instance Aegis, FreeOTP or the one your organisation advises), and aim at this picture.
codes-picture = Picture to aim at with the application of codes
codes-by-hand = Type the key by hand
codes-by-hand-text = In the application, choose a “time-based” code and copy this key.
codes-first = The code that the application shows now.
codes-confirm = Check and set up
toast-codes-removed = The application of codes is removed.
code-title = Second factor
code-lead = { $name }, the code of your application is missing.
code-label = Code
code-aid = Six digits, or one of your recovery codes.
code-confirm = Go on
problem-code-wrong = This code is not the right one, or has served already. Wait for the next and try again.
problem-code-wait = Too many failed tries. Wait a few minutes, then try again.
problem-second-factor-needed = Your role needs a second factor: you may change the application, not remove it.
problem-sign-in-again = As a precaution, this setting only changes within half an hour of signing in. Sign out, sign in again, then start over.
recovery-title = Your recovery codes
recovery-lead = Keep them out of your phone, on paper for instance. Each replaces the application’s code once. They will not be shown again.
recovery-copy = Copy
recovery-print = Print
recovery-kept = I kept them, go on
problem-no-codes = No application of codes is set up: set one up first.

# Passkeys
passkeys-title = Passkeys
passkeys-lead = A passkey opens your account without password or code: the device recognises you, by finger, face or its own code. It serves on this site only and does not leave the device or your password manager.
passkeys-absent = This browser offers none at this address. Update it, or use another.
passkeys-no-site = They are not on offer here: an https address with a name is needed.
passkey-label = Name of the passkey
passkey-label-aid = To recognise it: the device where it is kept, for instance.
passkey-add = Add a passkey
passkey-since = Added: { $when }.
passkey-used = Last sign-in: { $when }.
passkey-unused = Not used yet.
passkey-remove = Remove
passkey-enter = Sign in with a passkey
passkey-wrong = This passkey opens no account here, or answered too late. Try again, or use your password.
passkey-lead = { $name }, your passkey is missing.
problem-passkey-refused = The passkey could not be added: it is there already, or the answer came too late. Try again.
problem-passkey-needed = Your role needs a second factor: add another passkey or an application of codes before removing this one.
toast-passkey-added = The passkey is added.
toast-passkey-removed = The passkey is removed. Delete it from the device too.
