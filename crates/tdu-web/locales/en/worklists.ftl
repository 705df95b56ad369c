# Worklists
chip-own = My young people
chip-late = Late
people-title-own = Young people: you follow { $n }
load-bound = Named to nobody in the files, followed by a colleague
load-absences = Absences
series-write = Write in the thread
series-close = Close the tasks
series-title-prendre = Take { $n ->
    [one] a young person
   *[other] { $n } young people
} in charge
series-title-ecrire = Write in the thread { $n ->
    [one] of a young person
   *[other] of { $n } young people
}
series-title-clore = Close the tasks { $n ->
    [one] of a young person
   *[other] of { $n } young people
}
series-sentence = Which message?
series-sentence-help = The same message goes to the thread of each young person, in French. The other team reads it, with your name.
series-sentence-nouvelles = Hello, do you have recent news? Please note them here.
series-sentence-contact = Hello, we find it hard to reach this young person. Can you try, and tell us when?
series-sentence-papiers = Hello, papers are missing from the record. Can you ask the young person for them next time?
series-close-help = The open tasks that your organisation had to do for these young people will be told done. Those of the other organisation do not change.
toast-series-prendre = { $n ->
    [one] You take a young person in charge.
   *[other] You take { $n } young people in charge.
}
toast-series-ecrire = { $n ->
    [one] The message is written in the thread of a young person.
   *[other] The message is written in the threads of { $n } young people.
}
toast-series-clore = { $n ->
    [one] The tasks of a young person are closed.
   *[other] The tasks of { $n } young people are closed.
}
