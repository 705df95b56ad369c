signal-task-due = Task to do
reason-task-due = A task asked for on { $cause } { $passed ->
    [yes] was due on { $due }: it still waits.
   *[no] is due on { $due }.
  }
consequence-task-due = The other team counts on it: do it, or say that it is no longer needed.
answer-see-tasks = See the tasks

act-task-asked = A task was asked for.
act-task-done = A task was done.
act-task-dropped = A task is no longer needed.
act-task-reopened = A task is to do again.
act-task-taken = Somebody took a task.
act-task-given-back = A task is to be shared out again.
told-task-asked = Task asked of { $owner } by { $due }: { $what }
told-task-done = Task done: { $what }
told-task-dropped = Task no longer needed: { $what }
told-task-reopened = Task to do again: { $what }
told-task-taken = Takes the task: { $what }
told-task-given-back = Task to be shared out again: { $what }

task-kind-call = Call the young person
task-kind-meet = Meet the young person
task-kind-document = Gather a document
task-kind-company-search = Look for a company
task-kind-call-company = Call the company
task-kind-procedure = Help with a procedure
task-kind-report = Give news to the other team
task-kind-words = { $kind }: { $words }

tasks-title = Shared tasks
tasks-none = No task under way.
tasks-to-do = Your tasks for this young person
task-title = Ask for a task about { $name }
task-lead = A task always has a team that does it and a due date. It is on that team's desk a week before, or at once when the other team asks.
task-what = What is to be done?
task-what-else = Something else, to write below
task-words = Details
task-words-help = In a few words. Optional if you chose a task in the list. No social security number, no detail of health.
task-for = Who does it?
task-for-me = I do
task-for-all = { $name } (to be shared out)
task-due = By when?
task-shared = Both teams that accompany this young person will see the task, your name, the due date and what becomes of it.
task-ask = Ask for a task
task-asked-by = asked for by { $who }, { $on }
task-state-done = done by { $who }, { $on }
task-state-dropped = no longer needed, says { $who }, { $on }
task-do-done = Done
task-do-dropped = No longer needed
task-do-reopened = To do again
task-do-taken = I take it
task-do-given-back = To be shared out

toast-task-asked = The task is asked for.
toast-task-done = The task is done.
toast-task-dropped = The task is no longer to do.
toast-task-reopened = The task is to do again.
toast-task-taken = You take the task.
toast-task-given-back = The task is to be shared out again.

problem-task-words = Choose a task in the list or write it, in 200 characters at most.
problem-task-due = Give a due date, from today to a year ahead.
problem-task-owner = Choose who does it, among those who accompany this young person.
problem-task-stranger = This task is between two other organisations.
problem-task-not-owner = Only the organisation that must do this task shares it out.
problem-task-closed = This task is closed already.
problem-task-still-open = This task is not closed.
problem-task-yours = You have this task already.
problem-task-nobodys = Nobody took this task.

act-message-written = A message was written in the thread.
act-message-removed = A message of the thread was removed.
nav-messages = Messages
nav-unread = unread
thread-section = Thread between the two teams
thread-title = Thread about { $name }
thread-lead = What the teams that accompany this young person write to each other. Nothing of it leaves for other software, and the young person may read it by asking for their data.
thread-all = Whole thread
thread-none = No message.
thread-read = Mark as read
message-label = Your message
message-help = 2,000 characters at most. No social security number, no card number, no detail of health.
message-mention = Whom do you want to tell?
message-mention-help = Optional. Without a choice, the message tells those who follow this young person and those who wrote before; where nobody is known in a team, the whole team.
message-name-somebody = Tell somebody…
message-send = Send
message-seen-by = Your colleagues and { $names } will read this message and your name.
message-seen-by-us = Only your organisation accompanies this young person: your colleagues will read this message and your name.
message-for = For { $names }
message-gone = Message removed by its author.
message-remove = Remove
messages-title = { $n ->
    [0] No new message
    [one] One new message
   *[other] { $n } new messages
  }
messages-lead = The messages of the threads that concern you and that you have not read.
messages-none = You have read everything.
messages-mentioned = You are named
messages-in-thread = { $n ->
    [one] One message
   *[other] { $n } messages
  }, { $when }
desk-messages = { $n ->
    [one] One new message about your young people
   *[other] { $n } new messages about your young people
  }
toast-message-written = The message is sent.
toast-message-removed = The message is removed.
toast-thread-read = The thread is marked as read.
problem-message-words = Write a message, in 2,000 characters at most.
problem-message-mention = Choose people who accompany this young person.
problem-message-lent = The thread is for the organisations that accompany this young person.
problem-message-too-late = A message is removed within 30 minutes, once.
archive-messages = What the teams wrote to each other

act-obstacle-opened = An obstacle was told.
act-obstacle-ended = An obstacle ended.
told-obstacle-opened = Obstacle told: { $what }
told-obstacle-ended = Obstacle ended: { $what } ({ $outcome })
nav-obstacles = Obstacles
nav-services = Services
obstacle-housing = Housing
obstacle-health-access = Access to care
obstacle-mobility = Mobility
obstacle-money = Money
obstacle-administrative = Procedures and papers
obstacle-language = French language
obstacle-childcare = Childcare
obstacle-digital = Digital
obstacle-rights = Access to rights
outcome-solved = Gone
outcome-eased = Less of one
outcome-handed-over = Handed over to a service
outcome-declined = The young person wants no help
outcome-mistaken = Told by mistake
obstacles-title = Obstacles
obstacles-none = No obstacle told.
obstacles-counted = { $n ->
    [0] No obstacle told
    [one] One obstacle told
   *[other] { $n } obstacles told
  }
obstacles-lead = The present obstacles of the young people whom your organisation accompanies. Choose one to see whose it is.
obstacles-nobody = No young person has an obstacle now.
obstacles-people = { $n ->
    [one] one young person
   *[other] { $n } young people
  }
obstacle-since = told { $on } by { $who }
obstacle-ended = { $outcome }, { $on }, by { $who }
obstacle-help = Who can help
obstacle-no-help = No service is known for this obstacle: your administrator may add one in “Services”.
obstacle-end = End
obstacle-which = Tell of an obstacle
obstacle-choose = Choose…
obstacle-shared = Both teams will see this obstacle, its date and your name. Never a detail, above all of health.
obstacle-open = Tell
toast-obstacle-opened = The obstacle is told.
toast-obstacle-ended = The obstacle is ended.
problem-obstacle-open = This obstacle is told already.
problem-obstacle-ended = This obstacle is ended already.

services-title = { $n ->
    [0] Services: none
    [one] Services: one
   *[other] Services: { $n }
  }
services-lead = Who can help a young person with an obstacle. Teams see them on the page of each young person concerned.
services-list = Known services
services-none = No service yet.
service-add = Add a service
service-edit = Correct
service-remove = Remove
service-name = Name of the service
service-themes = For which obstacles?
service-contact = Whom to ask for
service-web = Website
toast-service-kept = The service is kept.
toast-service-removed = The service is removed.
problem-service-name = Give the name of the service.
problem-service-theme = Choose at least one obstacle.
problem-service-web = The address of the website begins with https://.
problem-service-length = 120 characters at most.

signal-appointment-missed = Missed appointment
signal-appointment-untold = Appointment to tell
reason-appointment-missed = Did not come to the appointment of { $cause }, and nothing followed.
reason-appointment-untold = Appointment on { $cause }: nobody told whether it took place.
consequence-appointment-missed = A call within three days often keeps the tie.
consequence-appointment-untold = Tell whether it took place: the other team counts on it.
answer-tell-appointment = Tell of the appointment
act-appointment-made = An appointment was made.
act-appointment-moved = An appointment was moved.
act-appointment-kept = An appointment took place.
act-appointment-missed = An appointment was missed.
act-appointment-cancelled = An appointment was cancelled.
told-appointment-made = Appointment made for { $on } at { $hour }.
told-appointment-moved = Appointment moved to { $on } at { $hour }.
told-appointment-kept = Appointment of { $on } at { $hour }: it took place.
told-appointment-missed = Appointment of { $on } at { $hour }: the young person did not come.
told-appointment-cancelled = Appointment of { $on } at { $hour }: cancelled.
look-agenda-read = Calendar read from a secret address
meet-place = In person
meet-phone = By telephone
meet-video = By video
appointment-planned = To come
appointment-kept = Took place
appointment-missed = Missed
appointment-cancelled = Cancelled
appointment-do-kept = Took place
appointment-do-missed = Did not come
appointment-do-cancelled = Cancel
appointments-title = Appointments
appointments-none = No appointment for a month.
appointments-to-tell = Appointments to tell of
appointment-title = Make an appointment with { $name }
appointment-move-title = Move the appointment
appointment-lead = The appointment is in the agenda of both teams, and in the calendars that follow yours.
appointment-date = Day
appointment-hour = Hour
appointment-length = Length
appointment-minutes = { $n } minutes
appointment-mode = How?
appointment-where = Where, or at which number?
appointment-where-help = Optional. An address, an office or a telephone.
appointment-guests = With a colleague?
appointment-and = { $who } with { $guest }
appointment-double-known = I know that somebody has another appointment then
appointment-shared = Both teams will see the day, the hour, the place and your name. Other calendars get initials and a link only.
appointment-make = Make an appointment
appointment-move = Move
appointment-file = For my calendar
appointment-with = Appointment { $who }
toast-appointment-made = The appointment is made.
toast-appointment-moved = The appointment is moved.
toast-appointment-kept = Noted: the appointment took place.
toast-appointment-missed = Noted: the young person did not come.
toast-appointment-cancelled = The appointment is cancelled.
problem-appointment-place = 120 characters at most.
problem-appointment-guest = Choose people who accompany this young person.
problem-appointment-day = Give a day, from today to a year ahead, and an hour.
problem-appointment-past = This hour is past: give one to come.
problem-appointment-length = An appointment lasts from 5 minutes to 8 hours.
problem-appointment-double = Somebody has an appointment then: choose another hour, or confirm.
problem-appointment-told = What became of this appointment is told already.
problem-appointment-to-come = This appointment has not begun.
problem-appointment-begun = This appointment has begun: tell whether it took place.

nav-agenda = Agenda
nav-load = Workload
agenda-title = { $n ->
    [0] Agenda: no appointment
    [one] Agenda: one appointment
   *[other] Agenda: { $n } appointments
  }
agenda-lead = The appointments of both teams with the young people whom you accompany.
agenda-view = Day or week
agenda-day = Day
agenda-week = Week
agenda-whose = Whose appointments
agenda-mine = Mine
agenda-ours = My organisation
agenda-before = Before
agenda-after = After
agenda-today = Today
agenda-none = No appointment.
feed-title = My agenda elsewhere
feed-lead = A secret address shows your appointments in another calendar (telephone, mail): initials and a link, never a name.
feed-once = Copy this address now: it will not be shown again. Whoever has it sees your appointments; give it to nobody.
feed-copy = Copy the address
feed-made = An address has been open since { $when }.
feed-none = No address is open.
feed-make = Make the address
feed-renew = Make another (the old one closes)
feed-close = Close the address
feed-manage = Manage the address
toast-feed-closed = The address is closed: it opens nothing any more.
reminder-title = Reminder of appointments
reminder-link = Reminder to give to the young person
reminder-lead = To print, or to copy into a message.
reminder-copy = Copy
reminder-hello = Hello { $name }, here are your next appointments:
reminder-line = { $day } at { $hour }, with { $who } ({ $organisation }), { $place }
reminder-none = You have no appointment to come.
reminder-end = If you cannot come, tell us: we will find another time.

load-title = Workload of the team
load-lead = Who follows how many young people, what is to do and what is late. Each name opens its list.
load-who = Who
load-people = Young people
load-to-do = To do
load-late = Late
load-nobody = Nobody
load-nobody-count = { $n ->
    [one] One young person is followed by nobody
   *[other] { $n } young people are followed by nobody
  }
list-unassigned = Followed by nobody
picker-find = Find a name
