act-information-given = The person was told how their data are used.
act-objection-recorded = The person objected to the use of their data.
act-objection-accepted = The person’s objection was accepted.
act-objection-refused = The person’s objection was refused.
act-information-by = Person told how their data are used: { $means }.
act-objection-of = Objection: { $stops } ({ $reason }).
act-objection-refused-word = Objection refused: “{ $word }”

information-means-screen = read together on screen
information-means-paper = printed page handed over
information-means-sent = page sent
information-means-spoken = explained aloud
stops-sharing = no more sharing with the other network
stops-everything = nothing beyond what the law requires
objection-reason-safety = Fears that somebody learns something
objection-reason-acquaintance = Knows somebody in a team
objection-reason-dispute = Disagrees with an organisation
objection-reason-no-longer-wanted = No longer wants to be accompanied
objection-reason-other = Another reason, or does not say
objection-state-open = Waiting for an answer
objection-state-accepted = Accepted
objection-state-refused = Refused

answer-note-information = Note that they were informed
form-information = How was the information given?
form-information-on = On
form-information-aid = The page to read together or to print:
rights-person-title = Information and rights
rights-person-not-informed = Information about their data is not noted yet.
rights-person-informed = Informed on { $on } by { $who }: { $means }.
rights-person-objected = Objection of { $on }: { $stops }. { $state }.
rights-person-object = Record an objection
rights-person-page = The information page
rights-person-apart = This person objected to being shared: you read what your network said of them, and the stage and warnings that the law has you follow.

objection-title = Record the objection of { $name }
objection-lead = People may object to the use of their data. It takes effect at once; your data protection officer then answers.
objection-stops = What do they object to?
objection-stops-sharing-aid = The other network no longer sees them, unless it holds a file of its own; it then reads only what its network said.
objection-stops-everything-aid = Also: they are no longer in exports, nor shown to find a company, and only the warnings that the law requires remain.
objection-reason = Why, in their view?
objection-on = Said on
objection-do = Record the objection
objection-lose = If your organisation holds no file of its own, theirs closes to you at once.
problem-objection-already = This objection is already recorded.
problem-objection-answered = This objection was already answered.
toast-informed = The information is noted.
toast-objection-recorded = The objection is recorded and in effect.
toast-objection-accepted = The objection is accepted.
toast-objection-refused = The objection is refused.

objections-title = { $n ->
    [0] Objections
    [one] One objection to answer
   *[other] { $n } objections to answer
  }
objections-lead = An objection counts from the moment it is recorded. Only your refusal, with its reason, opens again what it closed (GDPR, article 21).
objections-none = Your organisation recorded no objection.
objections-when = Said on { $on }, recorded by { $who }
objections-accept = Accept
objections-refuse = Refuse with a reason
objections-refuse-do = Refuse the objection
objections-word = Compelling legitimate ground, as told to the person
objections-decided = { $state } by { $who }, on { $on }

info-title = Your data in Trait d’union
info-lead = Your Mission Locale and your CFA use this software together so that nobody loses track of your pathway. Here is what is kept of you, why, and what you can ask for.
info-for-ml = Page given by the Mission Locale
info-for-cfa = Page given by the CFA
info-who = Who answers for your data
info-told-who-ml = The Mission Locale that accompanies you, for what it writes. If a CFA trains you, it answers for what it writes. Their data protection officers answer your questions: ask at the desk how to reach them.
info-told-who-cfa = The CFA that trains you, for what it writes. If a Mission Locale accompanies you, it answers for what it writes. Their data protection officers answer your questions: ask at the office how to reach them.
info-what = What is kept
info-told-what = Who you are, how to reach you, your commune, your training and contracts, who accompanies you and the exchanges you had. No social security number, no detail of health: only, if you said so, your recognition as a disabled worker (RQTH) and what is arranged for it.
info-where = Where it comes from
info-told-where-ml = From the file of the Mission Locale (i-milo), from your CFA’s software and from what their teams write here.
info-told-where-cfa = From the CFA’s software, from the file of your Mission Locale if it follows you, and from what their teams write here.
info-why = Why
info-told-why-ml = To accompany you to work and autonomy, and to act in time when a contract is missing or breaks. It is the Mission Locale’s task in the public interest (GDPR, article 6(1)(e)); the RQTH belongs to social protection (article 9(2)(b)). You are not asked to consent, but you may object.
info-told-why-cfa = To help you find an employer, follow you during your training and act in time if a contract breaks: the Code du travail asks it of the CFA (article L6231-2). It is a task in the public interest (GDPR, article 6(1)(e)); the RQTH belongs to social protection (article 9(2)(b)). You are not asked to consent, but you may object.
info-seen = Who sees it
info-told-seen = The teams of your Mission Locale and of your CFA, each according to its role. The RQTH is shown only to referents for disability and to whoever follows you. Another team sees nothing unless one of them agrees, except in an emergency. Every look is written down, and you may ask for the list. Nothing is sold, nothing leaves the European Union.
info-decisions = No decision by a machine
info-told-decisions = The software recalls dates and rules. Nobody is scored or ranked, and a human always decides.
info-long = How long
info-told-long = As long as you are accompanied. Two years after the last news your file is archived: almost nobody can open it any more. Three years later it is erased.
info-rights = What you can ask for
info-told-rights = To read all that is kept and receive a copy, to have it corrected, restricted or erased. Ask whoever follows you or the data protection officer: the answer comes within a month.
info-object = To object
info-told-object = You may tell either team at any time that you object: to the two networks showing each other your file, or to all that the law does not require. It takes effect at once, your reason is kept only as a ticked box, and you go on being accompanied.
info-complaint = If the answer does not suit you
info-told-complaint = You may complain to the CNIL: www.cnil.fr, or 3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07.
info-print = Print

act-person-archived = No news for two years: the file went to the restricted archive.
act-person-returned = The person came back from the restricted archive.
act-archive-opened = The file was opened in the restricted archive.
act-person-archived-since = No news since { $day }: the file went to the restricted archive.
act-person-returned-why = Back from the restricted archive: “{ $reason }”
act-archive-opened-why = File opened in the restricted archive: “{ $reason }”
step-archive = Archiving
step-erase = Erasure
reached-diploma = Diploma
reached-contract = Contract
reached-training = Training
reached-support = Support

problem-person-archived = Nothing was heard of this person for years: their file is archived. Ask your administrator or data protection officer to bring it back, or import their new file.
problem-archive-reason = Say why, in 300 characters at most.
problem-erase-reason = Say why, in 300 characters at most.
problem-erase-word = To confirm, type the word EFFACER.
problem-erasure-import-running = A file that speaks of this person is being imported: wait for its end.
problem-retention-stopped = Archiving and erasing are stopped.
problem-retention-too-many = Too many people for one day: the number must be confirmed.

nav-retention = Retention
nav-archive = Restricted archive
retention-title = Retention
retention-lead = Two years after the last news a file goes to the restricted archive; three years later it is erased. A contact or a word of a source ends that. What runs (contract, session, open file) is never archived.
retention-next = The next run
retention-next-territory = For the whole territory, today:
retention-archive-n = { $n ->
    [0] nobody to archive
    [one] one file to archive
   *[other] { $n } files to archive
  }
retention-erase-n = { $n ->
    [0] nobody to erase
    [one] one person to erase
   *[other] { $n } people to erase
  }
retention-soon-n = { $n ->
    [0] nothing else within 60 days
    [one] one person concerned within 60 days
   *[other] { $n } people concerned within 60 days
  }
retention-too-much = This is more than the most of a day ({ $most }): nothing is done until the operator confirms this number (tdu privacy retention).
retention-off = The configuration of the server stops archiving and erasing (TDU_RETENTION=off).
retention-stopped = Stopped by { $who }, on { $on }.
retention-running = Running: every day, in small parts.
retention-stop = Stop everything
retention-go-on = Let it go on
retention-soon-archived = Soon archived, in your organisation
retention-soon-erased = Soon erased, in your organisation
retention-none = Nobody in the next 60 days.
retention-line = Last news on { $news }; on { $day } at the earliest
retention-archived-n = { $n ->
    [0] No file of your organisation is in the restricted archive.
    [one] One file of your organisation is in the restricted archive.
   *[other] { $n } files of your organisation are in the restricted archive.
  }
toast-retention-stopped = Archiving and erasing are stopped.
toast-retention-going-on = Archiving and erasing go on.

archive-restricted-title = Restricted archive
archive-restricted-lead = Files without news for two years. Opening one takes a reason, which the journal keeps.
archive-restricted-nobody = No archived file of your organisation has this identity.
archive-restricted-reason = Why
archive-restricted-open = Take the file
archive-restricted-back = Bring back
archive-restricted-back-aid = The person comes back: their two years begin again today.
toast-person-returned = The file is back from the archive.

erase-title = Erase a person
erase-link = Erase this person
erase-lead = Nothing will be left of them, in any organisation of the territory: no file, no contact details, no exchange. The lines of the journal stay, and say nothing of them. It cannot be taken back.
erase-lost = What will be lost
erase-lost-sources = { $n ->
    [one] one file
   *[other] { $n } files
  }
erase-lost-acts = { $n ->
    [0] no act
    [one] one act
   *[other] { $n } acts
  } of the history
erase-held-by = Held by:
erase-reason = Why, naming nobody
erase-word = Type EFFACER to confirm
erase-do = Erase
erase-back = Sources that send them again will be ignored. Backups made before today still speak of them, until they end.
toast-person-erased = The person is erased. The database is laid out anew within minutes.
court-link = Journal for a court
court-title = What was done and seen of a person
court-person = Identifier: { $keys }. Times are universal.
court-intact = The chains from which these lines come were followed from end to end on the day of the archive: no line was altered, added, moved or removed.
court-broken = WARNING: a chain is not intact; chaines.json says which.
court-signature = signature.txt attests that the archive is that of the installation which wrote it (tdu journal check).
court-journal = The journal
court-looks = Looks
court-when = When
court-organisation = Organisation
court-who = Who
court-act = Act
court-told = What was said
court-number = No. in the chain
court-role = Role
court-what = What
court-why = Why
court-from = From
