# My day: what waits for the other network, what changed
desk-asked-referral = Referral sent to { $of } on { $on }: no final answer yet.
desk-asked-task = Task asked of { $of } on { $on }: not done yet.
desk-asked-message = Message written on { $on } to { $of }: no answer yet.
desk-asked-more = and { $n ->
    [one] another request
   *[other] { $n } other requests
  }
desk-asked-act-referral = See the referral
desk-asked-act-task = See the task
desk-asked-act-message = Remind them in the thread
desk-told = { $by }, { $on }: { $what }
desk-told-more = and { $n ->
    [one] another act
   *[other] { $n } other acts
  }
desk-fresh = New
desk-seen = Seen
desk-seen-all = I have seen what changed for { $n ->
    [one] this young person
   *[other] these { $n } young people
  }
toast-seen = { $n ->
    [one] Seen: this young person comes back here if something else happens.
   *[other] Seen for { $n } young people: they come back here if something else happens.
  }
problem-seen-nobody = Say for which young people, forty at most.
help-key-row-act = In My day, on a line: do the act proposed
help-key-row-later = In My day, on a line: later
help-key-row-seen = In My day, on a line of what changed: seen
