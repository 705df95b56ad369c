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
