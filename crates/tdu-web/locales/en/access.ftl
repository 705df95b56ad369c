role-counsellor = Mission Locale counsellor
role-cfa-staff = CFA team
role-inclusion-referent = Disability and mobility referent
role-company-relations = Company relations
role-manager = Team manager
role-administrator = Administrator
role-coordinator = Territory coordinator
role-steering = Steering committee member
role-national = Head of network
role-data-protection-officer = Data protection officer

role-what-counsellor = You see the young people your Mission Locale accompanies and record what you do for them.
role-what-cfa-staff = You see your CFA’s learners and record what you do for them.
role-what-inclusion-referent = You see the young people your organisation accompanies, their disability status and accommodations included.
role-what-company-relations = You see what it takes to find a company: name, phone, e-mail, trade, commune and stage. The rest of the record is not open to you.
role-what-manager = You see the young people your organisation accompanies. In an emergency you may open a record, with a reason and for a limited time.
role-what-administrator = You bring your organisation’s files in and manage its keys and members. Your role opens nobody’s record.
role-what-coordinator = You will read here the coverage of the agreements, the pathways and their results, in numbers only: your role opens nobody’s record.
role-what-steering = You will read here the territory’s results, in numbers only: your role opens nobody’s record.
role-what-national = You will read here the territories’ results, in numbers only: your role opens nobody’s record.
role-what-data-protection-officer = You check who saw and did what, and follow people’s requests. Your role opens nobody’s record.
role-here = What your role allows

card-title = To find a company
card-only = Your role shows only what helps to find a company. For anything else, ask whoever accompanies this person.

act-access-asked = An organisation asked to see the record.
act-access-accepted = Another organisation’s access was accepted.
act-access-refused = Another organisation’s access was refused.
act-emergency-opened = The record was opened in an emergency.
act-access-asked-why = Access asked for: “{ $reason }”
act-access-accepted-until = Access accepted for { $name }, until { $until }.
act-access-refused-word = Access refused to { $name }: “{ $word }”
act-emergency-opened-why = Record opened in an emergency for { $hours ->
    [one] one hour
   *[other] { $hours } hours
  } ({ $reason }): “{ $words }”
care-shared = Sees the record until { $until }, because their request was accepted.
emergency-danger = Someone may be in danger
emergency-deadline = A deadline falls before anyone can answer
emergency-nobody-reached = Nobody who accompanies can be reached
emergency-other = Another reason

nav-requests = Access requests
nav-to-answer = to answer
nav-emergencies = Emergency access
desk-requests = { $n ->
    [one] One access request waits for your answer
   *[other] { $n } access requests wait for your answer
  }
requests-title = { $n ->
    [0] Access requests
    [one] One access request to answer
   *[other] { $n } access requests to answer
  }
requests-lead = An organisation that does not accompany someone sees only initials, age and who accompanies. It may ask to see the record; you answer.
requests-received = To answer
requests-none = No request waits for your answer.
requests-sent = Sent by your organisation
requests-sent-none = Your organisation asked for nothing.
requests-from = { $name }, { $organisation }, on { $day }
requests-until = Last day of the access
requests-accept-aid = The whole organisation that asks will see the record until that day; then the access closes by itself. The record’s history says so.
requests-accept = Accept
requests-refuse = Refuse
requests-word = A word to explain
requests-refuse-do = Refuse the request
requests-state-open = Waiting for an answer
requests-state-accepted = Accepted until { $until }
requests-state-refused = Refused: “{ $word }”
requests-state-ended = Accepted, and over
seek-title = Search the territory
seek-elsewhere = Search the whole territory
seek-lead = For someone your organisation does not accompany: their last name, first name and date of birth, as they tell you.
seek-last-name = Last name
seek-first-name = First name
seek-birth = Date of birth
seek-aid = Twenty searches an hour at most. Each is written in the access log.
seek-found = What the territory knows
seek-nobody = Nobody in the territory has this identity. Check the spelling and the date of birth.
seek-own = Your organisation sees this person already: open the record
seek-by = Accompanied by: { $names }
seek-why = Why do you need to see this record?
seek-why-aid = The organisation that accompanies will read your name, your organisation and this reason.
seek-ask = Ask for access
emergency-open = It is urgent: open the record without waiting
emergency-lead = The record opens at once, for you alone. Data protection officers are told, and the record’s history says so.
emergency-reason = Reason
emergency-words = Explain in one sentence
emergency-hours = For how many hours (24 at most)
emergency-do = Open the record in an emergency
emergency-when = On { $day }, for { $hours ->
    [one] one hour
   *[other] { $hours } hours
  }
emergency-unread = to read
emergency-mark-read = Mark as read
emergencies-title = { $n ->
    [0] Emergency access
    [one] Emergency access: one to read
   *[other] Emergency access: { $n } to read
  }
emergencies-unread = { $n ->
    [one] One emergency access to read
   *[other] { $n } emergency accesses to read
  }
emergencies-lead = Records opened in an emergency by a member of your organisation, or of people it accompanies. What the records say is not shown here.
emergencies-none = No record was opened in an emergency.
seen-because-shared = Your organisation sees this record because its access request was accepted.
seen-because-break-glass = You see this record because you opened it in an emergency. It will close by itself; you can only read it.
toast-request-sent = The request is sent.
toast-request-accepted = The access is accepted.
toast-request-refused = The request is refused.
toast-emergency-read = The emergency access is marked as read.
problem-access-until = Choose a last day, from today to a year from now.
problem-access-words = Explain in a few words (500 characters at most).
problem-access-asked = Your organisation already asked for this record: the answer is awaited.
problem-access-already = Your organisation sees this person already.
problem-access-answered = This request was already answered.
problem-emergency-hours = Choose from 1 to 24 hours.
problem-seek-all = Give the last name, the first name and the date of birth.
problem-seek-often = { $n ->
    [one] Too many searches: try again in a minute.
   *[other] Too many searches: try again in { $n } minutes.
  }

seen-title = Who saw the file of { $name }
seen-lead = Each view is written down before the file is shown, and can no longer be erased.
seen-back = Back to the page
seen-link = Who saw this file
seen-nobody = Nobody has opened this file yet.
seen-when = When
seen-organisation = Organisation
seen-who = Who
seen-what = What
seen-why = Why it was allowed
seen-address = From
seen-elsewhere = Unknown organisation

look-signed-in = Signed in
look-sign-in-refused = Sign-in refused
look-person-seen = File seen
look-person-refused = View refused
look-people-searched = Search
look-people-exported = List taken away
look-errors-exported = Rows in error taken away
look-learners-delivered = Files received from software
look-accesses-seen = List of views read
look-journal-exported = Journal taken away

look-why-assignment = Follows this person, by name
look-why-enrolment = Holds a file of this person
look-why-referral = Covers the residence of someone to help
look-why-shared = Sharing was accepted
look-why-break-glass = Emergency
look-why-doubt = Possible duplicate to decide
look-why-protection = Answers for personal data
acting-for = You act for
problem-text-number = This text holds a social security or bank card number: take it out, it is never kept.
problem-text-health = This text speaks of health or disability. Take these words out, or tick “I have read it again” if they are needed.
text-read-again = I have read it again: these words are needed
