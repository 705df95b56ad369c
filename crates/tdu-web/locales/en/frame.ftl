skip = Skip to content
home = Trait d’union, home
nav-main = Main
nav-desk = My day
nav-people = Young people
nav-assign = To assign
nav-doubts = Duplicates
nav-imports = Imports
nav-keys = API keys
nav-api = API
nav-help = Help
nav-more = More
nav-to-do = to do today
nav-to-decide = to decide
demonstration = Demonstration: every person is invented.
find = Find a young person
find-hint = Find a young person…
my-account = My account
act-for = Act for another organisation
this-language = English
other-language = Français
sign-out = Sign out
breadcrumb = Breadcrumb
undo = Undo
cancel = Cancel

door-title = Sign in
door-lead-1 = One pathway for each young person, followed together by the
door-lead-2 = and the
door-email = E-mail address
door-password = Password
door-forgotten = Forgotten your password? Ask your organisation’s administrator for a new one.
door-enter = Sign in
door-wrong = Wrong e-mail or password. Check capital letters and try again.
door-wait-seconds = Too many failed tries. Wait { $n ->
    [one] one second
   *[other] { $n } seconds
  }, then try again.
door-closed = Signing in is closed for a moment: we cannot check the tries under way, and would rather let nobody in. Try again in a few minutes.
door-wait = Too many failed attempts. To protect this account, wait { $n ->
    [one] one minute
   *[other] { $n } minutes
  } and try again. Forgotten your password? Ask your organisation’s administrator for a new one.

network-ml = Mission Locale
network-cfa = CFA
network-plural-ml = Missions Locales
network-plural-cfa = craft chambers
network-to-ml = for the Mission Locale
network-to-cfa = for the CFA
system-erp = the CFA’s software
system-sifa = the CFA’s SIFA file
system-milo = i-milo
system-staff = entered in Trait d’union

when-today = today
when-tomorrow = tomorrow
when-yesterday = yesterday
when-in-days = in { $n } days
when-in-months = in { $n } months
when-days-ago = { $n } days ago
when-months-ago = { $n } months ago

error-back = Back to the page
error-home = Back to the home page
error-reference = If it happens again, give this reference to your administrator:
error-not-found-title = This page does not exist
error-not-found-text = The address may be incomplete, or your organisation does not accompany this person.
error-signed-out-title = You are signed out
error-signed-out-text = Sign in again to go on.
error-cross-site-title = Request refused
error-cross-site-text = This request comes from another site. Nothing has changed. Open Trait d’union and start again here.
error-old-form-title = Page too old
error-old-form-text = This page was opened before you last signed in, or for another organisation. Nothing has changed. Go back, reload the page and start again.
error-bad-form-title = Incomplete form
error-bad-form-text = We could not read this form. Nothing has changed. Go back and try again.
error-too-large-title = Too large
error-too-large-text = What was sent is larger than what we accept. Nothing has changed. Send a smaller file.
error-denied-title = Your role does not allow it
error-denied-text = Nothing has changed. If you need it, ask your organisation’s administrator for this right.
error-invalid-title = Something needs correcting
error-invalid-text = Nothing has changed. Go back, correct it and try again.
error-file-title = This file cannot be read
error-file-text = Nothing has changed. Check that it is the file you meant, save it again and try again.
error-conflict-title = This is no longer possible
error-conflict-text = Things changed in the meantime: go back to the page to see where they are.
error-unlogged-title = The page cannot be shown
error-unlogged-text = Each view is first written in the access log, and it cannot be written right now. Try again in a moment; if it lasts, tell your administrator.
error-closed-title = Signing in is closed for a moment
error-closed-text = We cannot check the tries under way, and would rather let nobody in. Nothing has changed. Try again in a few minutes.
error-internal-title = A problem on our side
error-internal-text = Your request did not succeed and nothing was saved. Try again in a moment.

problem-date-in-future = The date is in the future: give today or a past day.
problem-date-too-old = The date is more than a year ago: check the year.
problem-date-format = The date cannot be read: write it 22/11/2026.
problem-date-needed = Give the date.
problem-phone-format = This is not a complete French number: 10 digits, for example 01 99 00 12 34.
problem-email-format = This e-mail address is incomplete: write it name@domain.fr.
problem-commune-unknown = This commune is not in the territory’s list: choose it from the list.
problem-nothing-given = Nothing is filled in: complete at least one field.
problem-choose = Choose an answer.
problem-nothing-changes = This is what is already recorded: there is nothing to change.
problem-postponement-length = A warning can be put off by 1 to 31 days.
problem-label-length = Give a name of 1 to 60 characters.
problem-undo-too-late = It is too late to undo: other acts followed, or 30 minutes have passed.
problem-doubt-decided = This pair has just been decided: take that decision back first if it is wrong.
problem-doubt-one-person = These two records are already of one person.
problem-doubt-told-apart = Someone decided that these are two people: take that decision back first.
problem-merged-since = Other decisions followed on these records: take the latest back first.
problem-split-some = Choose the records to separate, and leave at least one with the person.
problem-undo-impossible = This act cannot be undone.
problem-import-already-run = This file has already been imported or given up.
problem-import-not-confirmed = This import is not confirmed.
problem-file-empty = The file is empty.
problem-file-too-large = The file is larger than 200 MB.
problem-mapping-incomplete = A required column is missing.
