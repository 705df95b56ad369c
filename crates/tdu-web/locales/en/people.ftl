yes = Yes
no = No
unknown = unknown
since = since { $day }
age = { $n } years old
rqth = RQTH
rqth-full = Recognised as a disabled worker
later = Later
later-1 = Tomorrow
later-3 = In 3 days
later-7 = In 7 days
someone-else = Someone else
hand-over = Hand over to someone else
print = Print

due-late = Late by { $n ->
    [one] one day
   *[other] { $n } days
  }
due-late-months = Late by { $n } months
due-in-months = In { $n } months
due-today = Today
due-tomorrow = Tomorrow
due-in-days = In { $n } days
owner-you = For you

desk-title = My day: { $n ->
    [one] one young person
   *[other] { $n } young people
  } to help today
desk-title-none = My day: nothing urgent
desk-mine = you accompany { $n ->
    [one] { $n } young person
   *[other] { $n } young people
  }
desk-all = your organisation accompanies { $n ->
    [one] { $n } young person
   *[other] { $n } young people
  }
desk-whose = Whose day to show
desk-mine-switch = My young people
desk-all-switch = The whole organisation
desk-to-do = To do today
desk-waiting-ml = Waiting for the Mission Locale
desk-waiting-cfa = Waiting for the CFA
desk-new = What changed since your last visit
desk-more = and { $n ->
    [one] one other warning
   *[other] { $n } other warnings
  }
desk-rest = See the { $n } young people of this group in the list
desk-open = Open the record
desk-empty = Well done, everything is done for today.
desk-empty-more = Nothing waits for you: { $followed }. Warnings are computed again every night, and whenever a file arrives.
desk-see-all = See all young people

toast-contact = The exchange is recorded.
toast-details = The record is completed.
toast-diploma = The diploma is recorded.
toast-handed-over = The young person is handed over.
toast-postponed = The warning is put off { $n ->
    [one] until tomorrow
   *[other] by { $n } days
  }.
toast-undone = Undone.
toast-view-saved = The view is saved.
problem-view-named = A view has this name already: choose another, or remove the old one first.
toast-view-removed = The view is removed.

people-title = Young people: { $n } accompanied by your organisation
people-title-found = Young people: { $n } found
people-lead = The most urgent first, unless you sort otherwise.
people-find = Last or first name
people-search = Search
people-shown = { $first } to { $last } of { $total }
people-quiet = Nothing to report
people-more = +{ $n }
people-none = Nobody matches.
people-none-hint = Try the beginning of the name only, or remove a filter. Accents, capitals and hyphens do not count.
people-none-all = See all young people
people-none-structure = Search your organisation
people-nobody = Nobody yet.
people-nobody-hint = Young people arrive through your organisation’s files or through the API.
pages = Pages
page-previous = Previous
page-next = Next
column-name = Name
column-signal = Warning and due date
column-trade-cfa = Trade and CFA
column-trade-ml = Trade and Mission Locale
filters = Filters
filter-form = Narrow the list
filter-stage = Stage
filter-signal = Warning
filter-commune = Commune
filter-counsellor = Counsellor
filter-trade = Trade
filter-cfa = CFA
filter-age = Age
filter-age-min = From (years)
filter-age-max = To (years)
filter-age-unread = An age is written in digits, from 0 to 120: this filter was not applied.
filter-age-reversed = The first age is above the second: nobody can match.
filter-any = All
filter-apply = Apply
chip-all = All
chip-searching = Looking for a company
chip-in-contract = In contract
chip-broken = Contract broken
chip-minors = Under 18
views = Saved views
view-save = Save the view
view-name = Name of the view
view-keep = Save
view-remove = Remove the view
export = Export
export-last-name = Last name
export-first-name = First name
export-birth-date = Date of birth
export-insee = INSEE code
export-due = Due date

person-born = { $age }, born on { $on }
person-age-unknown = age unknown
person-commune-unknown = commune unknown
next-title = The next act
next-you = The next act, for you
next-other-ml = The next act, for the Mission Locale
next-other-cfa = The next act, for the CFA
next-before = { $act } before { $due }
next-now = { $act } today
next-nothing = Nothing urgent: no warning waits for an answer.
acts = Possible acts
care-title = Who accompanies
care-source = Holds a record
care-residence = Covers the place of residence
care-unknown = Counsellor unknown
care-none-ml = No Mission Locale follows this young person.
care-none-cfa = No CFA follows this young person.
shared-with = Shared with { $names }: this page, its warnings and its history are seen on both sides.
shared-none-ml = No Mission Locale sees this page for now.
shared-none-cfa = No CFA sees this page for now.
reach-title = Reach
reach-none = Neither telephone nor e-mail is known.
reach-communes = Communes possible with this postcode: { $names }.
contracts-title = Contracts
contracts-none = No contract is known.
contract-employer = Employer, SIRET { $siret }
contract-employer-unknown = Employer unknown
contract-dates = from { $start }, planned until { $end }
contract-broken = Broken on { $day }
national-title = National status
national-if-unchanged = { $status }, if nothing changes
national-none = No CFA record: no national status.
situation-title = Situation
signals-title = Warnings
signals-none = Nothing to report.
signal-since = Since { $day }
history-title = What happened
history-filter = Narrow the history
history-all = All
history-none = Nothing is told here yet.
history-undone = (undone)
history-more = and { $n ->
    [one] one other change
   *[other] { $n } other changes
  }
history-changed = { $field }: { $before } becomes { $after }
history-told = { $field }: { $after }
history-recorded = recorded on { $day }
sources-title = Where this comes from
sources-conflicts = { $n ->
    [one] 1 disagreement
   *[other] { $n } disagreements
  }
sources-conflict = The sources do not say the same
sources-fact = Information
sources-kept = Kept
sources-keep = Keep
sources-silent = not sent
sources-file = the whole record
source-updated = as of { $day }

line-title = The pathway
line-limit = legal limit
line-today = Today
line-now = Today: { $stage }
line-accompanied = Before the training
line-without-training = Accompanied
goal-contract = Contract
goal-training = Start in a CFA
goal-to-find = to be found
goal-job = Job

form-means = How did the exchange take place?
form-contact-on = On
form-contact-shared = The organisations that accompany this young person will see that an exchange took place, its date and its means.
form-commune = Postcode and commune
form-commune-help = For example 93100 Montreuil. The commune tells which Mission Locale accompanies.
form-details-shared = An empty field changes nothing. The organisations that accompany this young person will see this.
form-diploma = Was the diploma obtained?
form-diploma-yes = Yes, obtained
form-diploma-no = No
form-diploma-on = Date of the diploma (if you know it)
form-save = Save
problem-commune-several = Several communes share this postcode: choose the right one.
problem-choose-colleague = Choose whom to hand this young person over to.

handover-title = Hand over { $name }
handover-present = Followed today by { $name }.
handover-nobody = Nobody is named today.
handover-to = To whom?
handover-choose = Choose a colleague
handover-option = { $name } ({ $n } { $n ->
    [one] young person
   *[other] young people
  })
handover-help = The young person and their warnings move to this colleague’s day.
handover-do = Hand over

help-title = Help
help-lead = The words used here, and the keys that save time.
help-terms = Words
help-keys = Keyboard
help-key-search = go to the search box
help-key-rows = move from row to row
help-key-doubts = on the duplicates page: same person, two people, I don’t know
help-key-enter-name = Enter
help-key-enter = open the row’s record
help-key-escape-name = Esc
help-key-escape = close a menu, leave the search box
term-alternance = Apprenticeship contract
term-alternance-is = A work contract between a company and an apprentice, who trains in a CFA at the same time.
term-cej = CEJ
term-cej-is = Contrat d’engagement jeune: intensive support by a Mission Locale, with an allowance.
term-cfa = CFA
term-cfa-is = Apprentice training centre. Here, those of the craft chambers (CMA).
term-dossier = Record
term-dossier-is = What a CFA or a Mission Locale knows of a young person, as its software sends it.
term-etape = Stage
term-etape-is = Where the pathway stands. It is computed from facts; nobody types it.
term-milo = i-milo
term-milo-is = The national software of the Missions Locales.
term-ml = Mission Locale
term-ml-is = An organisation that accompanies young people of 16 to 25 who have left school.
term-pacea = PACEA
term-pacea-is = The contract by which a Mission Locale accompanies towards a job and autonomy.
term-rome = ROME code
term-rome-is = The national code of a trade; D1102 means baker.
term-rqth = RQTH
term-rqth-is = Recognition as a disabled worker. Trait d’union never keeps why.
term-rupture = Rupture
term-rupture-is = The end of a contract before its planned date. The CFA keeps the apprentice six months at most.
term-signal = Warning
term-signal-is = A fact that asks for an act: it says why, since when, until when, and goes when the facts change.
