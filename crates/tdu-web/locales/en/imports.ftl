# The list.
imports-name = Imports
imports-moment = { $day } at { $time }
imports-sent = { $when }, by { $sender }
imports-operator = the administrator, on the command line
import-sent = received on { $sent }
imports-title = { $count ->
    [0] Imports
    [one] Imports: 1 file received
   *[other] Imports: { $count } files received
}
imports-last = Last file received on { $when }
imports-new = Import a file
imports-caption = Files received, newest first
imports-column-file = File
imports-column-state = State
imports-rows = Rows
imports-rows-read = Rows read
imports-created = Created
imports-updated = Updated
imports-erased = Erased, ignored
imports-unchanged = Unchanged
imports-failed = In error
imports-empty-title = No file yet
imports-empty-youths = Import an export of i-milo: you first see what it would change, nothing is saved without your agreement.
imports-empty-learners = Import your learners from a file: you first see what it would change. Your software can also send them itself, through the API.
imports-state-waiting = To confirm
imports-state-running = Running
imports-state-interrupted = Interrupted
imports-state-done = Done
imports-state-cancelled = Given up
imports-resume = Resume

# The steps.
imports-steps = Steps of the import
imports-step-file = File
imports-step-columns = Columns
imports-step-preview = Preview
imports-step-report = Report

# The file.
import-new-title-youths = Import young people
import-new-title-learners = Import learners
import-new-lead = Nothing is saved before you agree, at the preview.
import-new-for = For { $organisation }.
import-file-label-youths = CSV or Excel file (.xlsx)
import-file-label-learners = JSON, CSV, Excel (.xlsx) or SIFA file
import-file-aid = Up to { $megabytes } MB. You can drop the file here.
import-accepted-title = What is accepted
import-accepted-youths-export = An export of i-milo, one row for each young person, with a line of column names. Encoding and separator are recognised; dates too: YYYY-MM-DD, DD/MM/YYYY or Excel dates.
import-accepted-youths-required = Four columns are needed: i-milo file number, birth name, first name, birth date. You say at the next step which is which.
import-accepted-learners-template = The Excel template, filled in by you or by your software; or a CSV with the same column names.
import-accepted-learners-json = The JSON that your software sends to the national service (v3 format).
import-accepted-learners-sifa = The file of the SIFA survey: a CSV of 47 columns, without column names.
import-template = Download the Excel template
import-template-file = learners-template.xlsx
import-nir-notice-youths = A column of social security numbers is refused. Free comments are not taken.
import-nir-notice-learners = The social security number is never kept: better not to send it.
import-continue = Continue
import-cancel = Cancel
import-problem = The file could not be read
import-file-missing = Choose a file.
import-file-empty = The file is empty. Check the export and send the file again.
import-file-too-large = The file exceeds { $megabytes } MB. Split it into several files.
import-file-interrupted = The upload stopped before its end. Try again.
import-untitled = untitled file

# The columns.
import-columns-title = Recognise the columns: { $found } of { $count } found
import-columns-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
import-columns-left-out = { $count ->
    [one] “{ $names }” is not taken: comments and free text stay with you.
   *[other] { $names } are not taken: comments and free text stay with you.
}
import-columns-refused = { $count ->
    [one] “{ $names }” is refused: social security numbers cannot be kept here.
   *[other] { $names } are refused: social security numbers cannot be kept here.
}
import-columns-quoted = “{ $header }”
import-columns-header = Column of the file, with examples
import-columns-target = What it holds
import-columns-remark = Remark
import-columns-caption = The columns of the file
import-columns-skip = Do not take
import-columns-required = { $label } (required)
import-columns-is-required = Required
import-columns-is-refused = Refused: social security number
import-columns-is-free-text = Free text, not taken
import-columns-hidden = Values hidden
import-columns-no-value = Empty in the first rows
import-columns-saved = These choices are kept for the next files of your organisation.
import-columns-see-preview = See the preview
import-columns-other-file = Change the file
import-columns-problem = Some columns are still to be chosen
import-columns-missing = No column gives “{ $label }”. Choose which one in the list.
import-columns-twice = “{ $label }” is already given by the column “{ $header }”. Choose only one of them.

import-column-file-number = i-milo file number
import-column-birth-name = Birth name
import-column-first-name = First name
import-column-birth-date = Birth date
import-column-used-name = Used name
import-column-sex = Sex
import-column-address = Address
import-column-postcode = Postcode
import-column-commune = Commune
import-column-phone = Telephone
import-column-email = E-mail
import-column-counsellor = Counsellor
import-column-file-status = State of the file
import-column-situation = Situation (employment, training…)
import-column-situation-since = Situation since
import-column-last-contact = Last contact
import-column-cej-start = Start of the CEJ (youth engagement contract)
import-column-cej-end = End of the CEJ
import-column-pacea-start = Start of the PACEA (support pathway)
import-column-pacea-end = End of the PACEA
import-column-rqth = RQTH (disabled worker)
import-column-school-level = School level
import-column-wanted-trades = Wanted trades (ROME codes)
import-column-mobility = Mobility
import-column-ine = INE (national student identifier)

# The preview.
import-preview-title = { $ready ->
    [0] Preview: no row ready
    [one] Preview: 1 row ready
   *[other] Preview: { $ready } rows ready
}{ $failed ->
    [0] {""}
   *[other] , { $failed } in error
}
import-preview-lead = Nothing is saved yet.
import-preview-sum = { $read } rows read = { $created } created + { $updated } updated + { $unchanged } unchanged + { $failed } in error{ $erased ->
    [0] {""}
   *[other] {" "}+ { $erased } ignored (people erased)
  }. No row is missing.
import-no-row = This file has no row under its column titles. Check the export and send it again.
import-errors-title = { $count ->
    [one] 1 row to correct
   *[other] { $count } rows to correct
}
import-errors-aside-title = { $count ->
    [one] 1 row kept aside
   *[other] { $count } rows kept aside
}
import-errors-after = { $ready ->
    [0] They will be kept aside: download them here, or later from the report, correct them and send that file.
   *[other] The other rows can be imported now. These will be kept aside: download them here, or later from the report, correct them and send that file.
}
import-errors-more = { $count ->
    [one] And 1 more row, in the file to download.
   *[other] And { $count } more rows, in the file to download.
}
import-errors-download = Download, correct, send again
import-line = Line { $line }
import-item = Record [{ $line }]
import-empty-value = (empty)
import-warnings-title = { $count ->
    [one] 1 remark
   *[other] { $count } remarks
}
import-warnings-lead = These rows are imported; the value quoted is set aside or to be checked.
import-warnings-more = { $count ->
    [one] And 1 more remark.
   *[other] And { $count } more remarks.
}
import-notices-title = About this file
import-confirm = { $count ->
    [one] Import 1 row
   *[other] Import { $count } rows
}
import-confirm-nothing-new = Finish: nothing changes
import-confirm-errors-only = Keep the rows aside to correct them
import-back-to-columns = Back to the columns
import-abandon = Give up
import-abandon-sentence = The file received is forgotten. Nothing was saved, nothing is lost on your side.
import-abandon-confirm = Give this import up

# Running, then the report.
import-running-title = Import running
import-running-lead = You can close this page: the import goes on.
import-running-progress = { $done } rows of { $rows }
import-running-reading = reading the file…
import-running-refresh = Refresh every 3 seconds
import-report-title = { $count ->
    [0] Report: no row imported
    [one] Report: 1 row imported
   *[other] Report: { $count } rows imported
}
import-report-lead = Ended on { $when }
import-report-warnings = { $count ->
    [one] 1 value was set aside or is to be checked; its row was imported.
   *[other] { $count } values were set aside or are to be checked; their rows were imported.
}
import-report-warnings-lead = What the file said is not kept here: read it again at the line and column told.
import-cancelled-title = Import given up
import-cancelled-lead = { $count ->
    [0] The file was forgotten. Nothing was saved.
    [one] The file was forgotten. The row already imported stays saved.
   *[other] The file was forgotten. The { $count } rows already imported stay saved.
}
import-interrupted-title = Import interrupted
import-interrupted-kept = { $done ->
    [0] Nothing is saved yet, and the file is kept.
    [one] { $done } row of { $rows } is done and stays so; the file is kept. Try again, and the import goes on where it stopped.
   *[other] { $done } rows of { $rows } are done and stay so; the file is kept. Try again, and the import goes on where it stopped.
}
import-problem-storage = The database did not accept what was written, several times in a row. Try again; if it happens again, tell your administrator.
import-problem-file = The file can no longer be read. Try again; if it happens again, give this import up and send the file again.
import-problem-file-lost = The file is no longer there: the import cannot go on. Send the file again; what was imported already will not change.
import-problem-unexpected = An unforeseen error stopped the import, several times in a row. Try again; if it happens again, tell your administrator.
import-retry = Try again
import-abandon-rest = { $count ->
    [0] The file received is forgotten. Nothing was saved, nothing is lost on your side.
    [one] The file received is forgotten. The row already imported stays saved.
   *[other] The file received is forgotten. The { $count } rows already imported stay saved.
}

# To assign.
assign-title = { $count ->
    [0] To assign
    [one] To assign: 1 young person
   *[other] To assign: { $count } young people
}
assign-lead = Their postcode covers communes of several Missions Locales. Choose the commune where each lives: it tells which Mission Locale accompanies them.
assign-limit = The first { $count } are shown.
assign-caption = Young people to assign
assign-person = Young person
assign-where = Known address
assign-commune = Commune of residence
assign-choose = Choose…
assign-submit = Assign
assign-postcode = Postcode { $postcode }
assign-uncovered = no Mission Locale of the territory
assign-none-possible = No known commune for this postcode
assign-empty-title = Everyone is assigned
assign-empty-text = When a postcode leads to several Missions Locales, the person waits here for their commune to be chosen. No one is ever assigned at random.
assign-missing = Choose a commune in the list.

# Keys.
keys-title = { $count ->
    [0] API keys
    [one] API keys: 1 in use
   *[other] API keys: { $count } in use
}
keys-lead = A key lets a software send records on behalf of your organisation, for its establishments only.
keys-new-title = Make a key
keys-label = What will it be for?
keys-label-aid = For example “Ypareo, Montreuil site”. 80 characters at most.
keys-create = Make the key
keys-made-title = Your new key
keys-made-text = Copy it now: it will never be shown again. Keep it like a password.
keys-made-field = Key
keys-copy = Copy
keys-caption = Keys of { $organisation }
keys-column-label = Use
keys-column-state = State
keys-column-created = Made
keys-column-used = Last used
keys-never-used = Never used
keys-state-active = In use
keys-state-revoked = Revoked on { $when }
keys-revoke = Revoke
keys-revoke-sentence = The software that uses it can send nothing more, at once. It is final.
keys-revoke-confirm = Revoke “{ $label }”
keys-empty = No key yet.
keys-doc = How to connect a software

# Announcements.
toast-import-cancelled = Import given up: the file is forgotten.
toast-commune-chosen = Commune saved: the young person’s Mission Locale is known.
toast-key-revoked = Key revoked: it opens nothing any more.
keys-label-length = Write 1 to 80 characters.

# Small pieces.
colon = :
import-choose-again = Choose another file
import-report-back = See the imports
import-errors-how = Correct the file you download, leaving its last columns as they are, then import it like any other file.
