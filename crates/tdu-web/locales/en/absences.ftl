# Absences and who stands in
nav-absences = Absences
absences-title = Absences: { $n ->
    [0] nobody today
    [one] one person today
   *[other] { $n } people today
  }
absences-lead = During an absence, the young people and warnings of who is away are shown on the day of the colleague who stands in, marked “for”. Both receive the notices. Everything comes back by itself at the end.
absences-list = Now and to come
absences-none = No absence is declared.
absence-when = From { $from } to { $until }
absence-covered = Stands in: { $name }
absence-now = Now
absence-over = Over
absence-end = Back
absence-cancel = Cancel the absence
absence-declare = Declare an absence
absence-who = Who will be away?
absence-from = First day
absence-until = Last day
absence-cover = Who stands in?
absence-cover-help = A colleague of the same organisation, who is there for the whole absence.
toast-absence-declared = The absence is declared.
toast-absence-ended = The absence is over.
problem-absence-colleague = Choose a colleague of your organisation.
problem-absence-over = The last day is today or later, and not before the first.
problem-absence-too-long = An absence lasts six months at most: beyond that, hand the young people over to a colleague.
problem-absence-oneself = Choose somebody else than who is away.
problem-absence-twice = An absence of this person is declared on these days already.
problem-absence-cover-absent = This colleague is away on these days: choose another.
problem-absence-stands-in = This person stands in for a colleague on these days: find somebody else for that first.
problem-absence-ended = This absence is already over.
event-absence-declared = { $who } declared an absence ({ $whom }).
event-absence-ended = { $who } ended an absence ({ $whom }).
desk-standing-in = You stand in for { $name } until { $until }.
desk-for = for { $name }
