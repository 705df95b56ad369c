# One act about several people.
series-title-confier = Hand over { $n ->
    [one] one young person
   *[other] { $n } young people
}
series-title-contact = Record a contact with { $n ->
    [one] one young person
   *[other] { $n } young people
}
series-title-reporter = Put off the warnings of { $n ->
    [one] one young person
   *[other] { $n } young people
}
series-lead = The act is written in the pathway of each. You can take it back for all of them for half an hour.
series-tick-all = Choose everyone on the page
series-tick = Choose { $name }
series-ticked = chosen
series-contact = Record a contact
series-put-off = Put off
series-on = Which day?
series-means = By what means?
series-days = For how many days?
series-days-help = From 1 to 31 days. Only warnings that your network must answer are put off, and only for your organisation.
toast-series-nobody = First tick people in the list.
toast-series-nothing = Nothing changed: it was done already, or there was nothing to do.
toast-series-confier = { $n ->
    [one] One young person is handed over.
   *[other] { $n } young people are handed over.
}
toast-series-contact = { $n ->
    [one] The contact is recorded for one young person.
   *[other] The contact is recorded for { $n } young people.
}
toast-series-reporter = { $n ->
    [one] The warnings of one young person are put off.
   *[other] The warnings of { $n } young people are put off.
}
toast-series-undone-but = Taken back, except for { $n ->
    [one] one young person, for whom it is too late.
   *[other] { $n } young people, for whom it is too late.
}
problem-series-nobody = Tick at least one young person.
problem-series-too-many = Tick at most fifty young people at a time.
problem-series-stopped = The act could be done only for some of them. Look at the list, then try again for the others.
