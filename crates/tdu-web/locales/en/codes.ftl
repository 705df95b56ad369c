stage-accompanied = Accompanied
stage-oriented = Trade in mind
stage-referred = Referred to a CFA
stage-pre-registered = Pre-registered
stage-searching-before-start = Looking for a company
stage-searching-in-training = In training, without contract
stage-contract-signed = Contract signed
stage-in-contract = In contract
stage-training-after-rupture = In training after a rupture
stage-broken-supported = Contract broken, accompanied
stage-broken-looking = Contract broken, no known help
stage-left = Left the training
stage-training-ended = Training over
stage-ended-without-diploma = Ended without diploma
stage-graduated = Graduated
stage-in-employment = In employment
stage-not-followed = Not followed

milestone-pacea-start = PACEA
milestone-cej-start = Contrat d’engagement jeune
milestone-cej-end = End of the CEJ
milestone-referral = Referral to a CFA
milestone-referral-accepted = Accepted by the CFA
milestone-enrolment = Enrolment in the CFA
milestone-training-start = Training starts
milestone-contract-start = Contract
milestone-rupture = Rupture
milestone-contract-end = End of the contract
milestone-search-limit = 3-month limit
milestone-rupture-limit = 6-month limit
milestone-exclusion = Exclusion
milestone-training-end = Training ends
milestone-diploma = Diploma
milestone-employment = Job

signal-contract-search-limit = 3-month limit
signal-rupture-declared = Contract broken
signal-rupture-support-limit = 6-month limit
signal-free-rupture-ends = 45 days of presence
signal-no-contact = No contact
signal-diploma-unknown = Diploma unknown
signal-minor-inactive = Minor without activity
signal-missing-phone = Telephone missing
signal-missing-commune = Commune missing

reason-contract-search-limit = Without contract for { $days } days: the 3-month limit { $passed ->
    [yes] passed on { $due }
   *[no] falls on { $due }
  }.
reason-rupture-declared = Contract broken on { $cause }, no exchange since: { $passed ->
    [yes] a call was due before { $due }
   *[no] call before { $due }
  }.
reason-rupture-support-limit = Contract broken on { $cause }: without a new contract, the training stops on { $due }.
reason-free-rupture-ends = In contract since { $cause }: the 45 days of presence are reached on { $due } at the earliest.
reason-no-contact = No exchange for { $days } days, the last one was on { $cause }.
reason-diploma-unknown = Training ended on { $cause }: nobody told whether the diploma was obtained.
reason-minor-inactive = Under 18, without training, contract or support{ $known ->
    [yes] {" "}since { $since }
   *[no] {""}
  }: the obligation to train runs until { $cause }.
reason-missing-phone = The telephone is missing: nobody can call.
reason-missing-commune = The commune is missing or not recognised: nobody knows which Mission Locale accompanies.

consequence-contract-search-limit = A CFA may train for three months without contract; then the training stops (Code du travail, article L6222-12-1).
consequence-rupture-declared = A call within the week helps to find a company again quickly.
consequence-rupture-support-limit = After a rupture, the CFA keeps the apprentice six months at most (Code du travail, article L6222-18-2).
consequence-free-rupture-ends = During the first 45 days in the company, either side may break the contract without cause (Code du travail, article L6222-18): take stock before.
consequence-no-contact = An exchange tells whether the support still fits.
consequence-diploma-unknown = The result tells what follows: a job, another training or new support.
consequence-minor-inactive = From 16 to 18, everyone must be in training, in work or accompanied (Code de l’éducation, article L114-1).
consequence-missing-phone = Ask the young person or the other network.
consequence-missing-commune = Ask the young person or the other network.

answer-record-contact = Record an exchange
answer-record-diploma = Record the diploma
answer-complete-details = Complete the record

severity-info = To complete
severity-notice = To plan
severity-warning = This week
severity-urgent = Urgent

national-inscrit = Enrolled, without contract
national-apprenti = In contract
national-rupturant = Contract broken
national-abandon = Dropped out
national-fin-de-formation = Training over

means-meeting = Meeting
means-phone = Telephone
means-message = Message, e-mail or letter
means-no-answer = Tried without an answer

act-source-received = First record received.
act-source-changed = A record changed.
act-contact-recorded = An exchange took place.
act-details-completed = The record was completed.
act-diploma-recorded = The diploma was recorded.
act-person-handed-over = The young person was handed over to a colleague.
act-signal-postponed = A warning was put off.
act-act-undone = An act was undone.
act-people-merged = Two records were found to be of one person, and joined.
act-people-told-apart = A similar record was found to be of someone else.
act-records-split = Records of someone else were separated.
act-mission-locale-changed = The young person moved to another Mission Locale.
act-person-erased = Everything told of the person was erased.
act-people-merged-n = { $n ->
    [one] A record was found to be of the same person, and joined to this page.
   *[other] { $n } records were found to be of the same person, and joined to this page.
  }
act-records-split-n = { $n ->
    [one] A record was of someone else: it was separated.
   *[other] { $n } records were of someone else: they were separated.
  }
act-mission-locale-changed-from = Another Mission Locale: the young person was followed by { $name }.
act-source-joined = Another record received, recognised as the same person’s.
act-source-received-from = First record received ({ $system }).
act-source-changed-from = { $n ->
    [one] One change received
   *[other] { $n } changes received
  } ({ $system }).
act-contact-by = Exchange: { $means }.
act-handed-to = Handed over to { $name }.
act-postponed-until = Warning “{ $signal }” put off until { $until }.

level-0 = No certification
level-2 = CléA or equivalent
level-3 = CAP or equivalent
level-4 = Baccalauréat or equivalent
level-5 = Bac + 2
level-6 = Bac + 3 and more
mobility-commune = Within the commune
mobility-area = Within the Mission Locale’s area
mobility-department = Within the department
mobility-region = Within the region
mobility-country = Anywhere in France
file-status-active = Active
file-status-inactive = Inactive
file-status-closed = Closed
file-status-transferred = Transferred
situation-employment = In employment
situation-work-study = In work-study
situation-training = In training
situation-immersion = In an immersion
situation-volunteering = Volunteering
situation-school = At school
situation-job-seeker = Looking for a job
sex-f = Female
sex-m = Male

field-birth-name = Birth name
field-used-name = Used name
field-first-name = First name
field-birth-date = Date of birth
field-sex = Sex
field-ine = National student identifier (INE)
field-milo-number = i-milo file
field-has-nir = Social security number known to the source
field-birth-postcode = Postcode of birth
field-birth-commune = Commune of birth
field-address = Address
field-postcode = Postcode
field-commune = Commune
field-commune-name = Commune, as written
field-phone = Telephone
field-email = E-mail
field-guardian-email-1 = E-mail of the legal guardian
field-guardian-email-2 = E-mail of the second legal guardian
field-rqth = Recognised as a disabled worker (RQTH)
field-rqth-since = RQTH since
field-school-level = School level
field-last-situation = Previous situation (SIFA code)
field-last-establishment = Last establishment
field-wanted-trades = Trades wanted
field-mobility = Mobility
field-school-year = School year
field-legacy-status = Former national status
field-legacy-status-on = Date of the former status
field-custom-status = The source’s own status
field-training-label = Training
field-training-year = Year of training
field-rncp = RNCP number
field-cfd = Diploma code (CFD)
field-on-site = Training on site
field-planned-years = Planned length (years)
field-planned-months = Planned length (months)
field-enrolled-on = Enrolment
field-training-start = Training starts
field-training-end = Training ends
field-diploma-obtained = Diploma obtained
field-diploma-on = Date of the diploma
field-excluded-on = Exclusion
field-exclusion-cause = Cause of the exclusion
field-disability-referent-last-name = Last name of the disability referent
field-disability-referent-first-name = First name of the disability referent
field-disability-referent-email = E-mail of the disability referent
field-responsible-uai = Establishment in charge (UAI)
field-responsible-siret = Establishment in charge (SIRET)
field-trainer-uai = Training establishment (UAI)
field-trainer-siret = Training establishment (SIRET)
field-place-uai = Place of training (UAI)
field-place-siret = Place of training (SIRET)
field-place-address = Address of the place of training
field-place-postcode = Postcode of the place of training
field-cfa-type = Kind of CFA
field-counsellor = Counsellor
field-file-status = State of the file
field-situation = Situation
field-situation-since = Situation since
field-last-contact-on = Last exchange
field-cej-start = Start of the Contrat d’engagement jeune (CEJ)
field-cej-end = End of the CEJ
field-pacea-start = Start of the PACEA
field-pacea-end = End of the PACEA
field-contract-1-start = First contract: start
field-contract-1-end = First contract: planned end
field-contract-1-rupture = First contract: rupture
field-contract-1-rupture-cause = First contract: cause of the rupture
field-contract-1-employer = First contract: employer (SIRET)
field-contract-2-start = Second contract: start
field-contract-2-end = Second contract: planned end
field-contract-2-rupture = Second contract: rupture
field-contract-2-rupture-cause = Second contract: cause of the rupture
field-contract-2-employer = Second contract: employer (SIRET)
field-contract-3-start = Third contract: start
field-contract-3-end = Third contract: planned end
field-contract-3-rupture = Third contract: rupture
field-contract-3-rupture-cause = Third contract: cause of the rupture
field-contract-3-employer = Third contract: employer (SIRET)
field-contract-4-start = Fourth contract: start
field-contract-4-end = Fourth contract: planned end
field-contract-4-rupture = Fourth contract: rupture
field-contract-4-rupture-cause = Fourth contract: cause of the rupture
field-contract-4-employer = Fourth contract: employer (SIRET)
