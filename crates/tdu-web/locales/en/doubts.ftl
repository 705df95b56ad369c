# Pairs to decide: two records side by side, and a decision.

doubts-title = { $n ->
    [0] No duplicate to decide
    [one] 1 duplicate to decide
   *[other] { $n } duplicates to decide
  }
doubts-title-aside = { $n ->
    [0] No duplicate set aside
    [one] 1 duplicate set aside
   *[other] { $n } duplicates set aside
  }
doubts-lead = These two records are alike without being certain. Nothing is joined until you decide, and every decision can be taken back.
doubts-lists = Lists of duplicates
doubts-list-open = To decide
doubts-list-aside = Set aside
doubts-position = 1 of { $count }
doubts-empty-title = Nothing to decide
doubts-empty-text = When two records may be of one person without being certain, they wait here for your decision. The certain ones are joined by themselves, and each joining is told on the person’s page.
doubts-empty-aside-title = Nothing is set aside
doubts-empty-aside-text = The pairs that you answer with “I don’t know” wait here, while you check with the person.
doubt-title = A possible duplicate
doubt-chances = { $n ->
    [one] { $n } chance
   *[other] { $n } chances
  } in { $of } that it is the same person
doubt-not-comparable = These records can no longer be compared: one of them no longer tells an identity. The probability is that of the day when the doubt was raised.
doubt-twins = Perhaps twins: same surname, same birth date, but another first name. They are never joined without a decision.
doubt-same-ine = Same INE, but another identity: one of the two records probably carries a wrong number. Check it before joining.
doubt-same-milo = Same i-milo file, but another identity: one of the two probably carries a wrong number. Check it before joining.
doubt-other-ine = The two INE differ: a person has only one. Either one is wrong, or these are two people.
doubt-other-milo = The two i-milo numbers differ: that happens after a change of Mission Locale.
doubt-two-milo = One Mission Locale holds two i-milo files: two openings for one person, or two people.
doubt-caption = The two records, line by line
doubt-field = Information
doubt-record = Record { $letter }
doubt-since = received on { $day }
doubt-open-person = Open the page
doubt-not-yours = Your organisation does not accompany this person: only what is compared is shown.
doubt-nameless = Without name
doubt-agreement = Agreement
doubt-born-on = Born on
doubt-place = Commune
doubt-order = Order of the names
doubt-silent = not told
doubt-not-compared = not compared
doubt-not-weighed = counted with the birth name
doubt-how = How this figure is computed
doubt-how-text = Each thing compared multiplies the chances, or divides them. Its weight is counted in doublings: +1 doubles them, −1 halves them. A rare likeness weighs more than a common one.
doubt-decide = Your decision
doubt-same = Same person
doubt-different = Two people
doubt-set-aside = I don’t know
doubt-reopen = Take up again
doubt-keys = With the keyboard: M, D or S.
doubt-same-means = The two records make one page, which everyone who accompanies either of them sees. Nothing is lost: the joining can be taken back.
doubts-decided = Recent decisions
doubt-decision = Decision
doubt-was-same = Same person
doubt-was-different = Two people
doubt-undo-of = Take back the decision on { $names }
toast-doubt-same = One person: the records are joined.
toast-doubt-different = Two people: this pair will not come back.
toast-doubt-set-aside = Set aside, while you check.
toast-doubt-reopened = This pair is to be decided again.

agreement-missing = not compared
agreement-equal = equal
agreement-alike = variant of the same name
agreement-one-edit = one typing error
agreement-part = one is a part of the other
agreement-close = close
agreement-two-names = near, but two first names
agreement-loose = far apart
agreement-other-name = equal through the name used
agreement-day-month = day and month exchanged
agreement-first-january = same year, day unknown (1 January)
agreement-other-year = same day, another year
agreement-one-part = same year, one part differs
agreement-same-postcode = same postcode
agreement-other-place = same postcode, another commune
agreement-near-place = one digit differs
agreement-same-area = same département
agreement-from-names = equal, but made of the names
agreement-same-user = same user name, another provider
agreement-in-order = in order
agreement-swapped = surname and first name exchanged
agreement-different = different

weight-none = does not weigh
weight-for-little = a little for
weight-for-clear = clearly for
weight-for-strong = strongly for
weight-against-little = a little against
weight-against-clear = clearly against
weight-against-strong = strongly against

split-title = Separate records of { $name }
split-choose = Are these records not all of one person?
split-choose-help = Tick those of someone else. The next page shows what will be separated, before it is done.
split-continue = Separate these records
split-record = { $name }, born on { $born }
split-leaves = What goes to a new page
split-stays = What stays with { $name }
split-stays-staff = What you and your colleagues wrote stays with this page.
split-means = The two pages will never be joined again by themselves. Nothing is lost, and the separation can be taken back from this page’s history.
split-do = Separate
toast-split = The records are separated: two pages.
undo-merge = Take this joining back
undo-split = Take this separation back
undo-told-apart = Take this decision back
