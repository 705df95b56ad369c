signal-rupture-plan = Plan after the rupture
signal-rupture-call = Call agreed
signal-rupture-deadline = Legal deadline
signal-alert-shared = Weak signal shared
signal-alert-open = Weak signal to follow
signal-first-month-views = First month review
signal-situation-due = Situation after the training

reason-rupture-plan = Rupture declared for { $cause }: nothing is planned yet for what follows.
reason-rupture-call = The call agreed after the rupture was due on { $due }.
reason-rupture-deadline = Contract broken on { $cause }: a legal deadline falls on { $due }.
reason-alert-shared = Worrying signs since { $cause }: the CFA waits for the Mission Locale to look.
reason-alert-open = Worrying signs since { $cause }: the contract may break.
reason-first-month-views = In contract since { $cause }: the employer, the young person or both are still to be asked how it goes.
reason-situation-due = Training over on { $cause }: what became of this young person?

consequence-rupture-plan = A common goal and a call agreed help to find another contract.
consequence-rupture-call = Note the call and what came of it: the other network will know.
consequence-rupture-deadline = See the deadlines of this kind of rupture on the page of the rupture.
consequence-alert-shared = A call before the rupture is worth more than a file after it.
consequence-alert-open = Agree on what is done, by whom and by when; the alert ends by itself when the signs grow old.
consequence-first-month-views = Most ruptures are decided in the first weeks.
consequence-situation-due = The answer takes two clicks, or a link to hand to the young person.

answer-follow-rupture = Follow the rupture
answer-answer-alert = Answer the weak signal
answer-ask-views = Review the contract
answer-tell-situation = Say what became of them

act-rupture-declared = A rupture was declared.
act-rupture-withdrawn = The rupture declared in error was withdrawn.
act-rupture-planned = What follows the rupture was planned.
act-rupture-closed = The follow-up of the rupture is over.
act-call-attempted = A call was made.
act-sign-noticed = A sign was noted.
act-view-recorded = The contract was reviewed.
act-alert-taken = The Mission Locale read the weak signal.
act-alert-planned = What follows the weak signal was planned.
act-alert-closed = The weak signal is closed.
act-situation-told = The situation after the training was told.
act-situation-link-made = A link was made to ask the young person about their situation.
act-situation-link-revoked = The link that asked the young person about their situation was withdrawn.
act-rupture-declared-how = Rupture declared for { $day }: { $mode }. Reason: { $cause }.
act-rupture-planned-how = After the rupture, common goal: { $goal }. Call by { $caller }, by { $day }.
act-rupture-closed-how = Follow-up of the rupture over: { $outcome }.
act-call-attempted-how = Call after the rupture: { $outcome }.
act-sign-noticed-what = Sign noted: { $sign }.{ $opened ->
    [yes] {" "}A weak signal is shared by the two networks.
   *[no] {""}
}
act-view-recorded-how = { $moment }: { $party } said “{ $together }”, “{ $work }”, “{ $future }”.{ $opened ->
    [yes] {" "}A weak signal is shared by the two networks.
   *[no] {""}
}
act-alert-planned-how = Weak signal: { $goal }, by { $owner }, before { $day }.
act-alert-closed-how = Weak signal closed: { $outcome }.
act-situation-told-how = { $months } months after the training: { $situation }{ $by ->
    [yes] , says the young person.
   *[no] .
}
act-situation-link-made-until = A link was made to ask the young person about their situation, until { $day }.

rupture-mode-free = Free rupture, during the first 45 days in the company
rupture-mode-mutual = By mutual agreement
rupture-mode-apprentice = By the apprentice, after the mediator
rupture-mode-dismissal = Dismissal
rupture-mode-exclusion = After a final exclusion from the CFA
rupture-mode-diploma = Diploma obtained, by the apprentice
rupture-mode-danger = Danger for the apprentice, by decision of the authorities
rupture-mode-liquidation = Liquidation of the company
rupture-mode-none = Kind not told

rupture-cause-employer = Difficulties of the company
rupture-cause-conflict = Disagreement with the employer or the team
rupture-cause-attendance = Absences or lateness
rupture-cause-trade = The trade does not suit
rupture-cause-conditions = Working conditions or hours
rupture-cause-pay = Pay
rupture-cause-mobility = Transport
rupture-cause-housing = Housing
rupture-cause-training = Training at the CFA
rupture-cause-other-project = Another project
rupture-cause-personal = Personal or family reasons
rupture-cause-unknown = Not known yet

rupture-goal-recontract = Find another contract
rupture-goal-other-training = Change training
rupture-goal-other-pathway = Take another path

rupture-outcome-new-contract = New contract
rupture-outcome-other-training = Another training
rupture-outcome-other-pathway = Another path
rupture-outcome-unreachable = Cannot be reached
rupture-outcome-declined = Wants no help

rupture-rule-free-until = Either may break the contract without a reason until 45 days in the company. Without the alternation calendar, they are reached on the day shown at the earliest.
rupture-rule-both-sign = The agreement is written and signed by both.
rupture-rule-notice-from = The apprentice may tell the employer, in dated writing, five days after asking the mediator at the earliest.
rupture-rule-ends-from = The contract ends seven days after the employer is told at the earliest, that is twelve days after the mediator is asked.
rupture-rule-guardian-signs = The apprentice is a minor: the legal guardian signs too.
rupture-rule-guardian-mediator = If the legal guardian does not answer, the mediator acts within fifteen days.
rupture-rule-dismissal-grounds = Serious fault, unfitness, force majeure, or death of the master in a one-person company.
rupture-rule-new-cfa = The apprentice has two months to find another CFA; otherwise the contract becomes an ordinary one or breaks.
rupture-rule-diploma-notice = The employer is told in writing at least a month before.
rupture-rule-danger-decision = The authorities decide within fifteen days of the suspension; pay goes on.
rupture-rule-liquidator = The liquidator notifies the rupture.
rupture-rule-tell-funder = The employer tells the skills operator without delay.
rupture-rule-tell-cfa = The CFA is told.
rupture-rule-six-months = The CFA keeps the apprentice in training for six months at most after the rupture, to find another employer.

call-appointment = Appointment made
call-already-supported = Already accompanied
call-new-contract = New contract
call-searching-contract = Looking for a contract
call-new-project = New project
call-reorientation = Wants to change direction
call-declines-support = Wants no support
call-declines-calls = Wants not to be called again
call-no-reply = Message left, to call again
call-unreachable = Cannot be reached after several tries
call-wrong-details = Wrong contact details

sign-absence = Absence
sign-lateness = Lateness
sign-conflict = Conflict
sign-change-wish = Asks to change
sign-discouragement = Discouragement
sign-pay-trouble = Pay trouble
sign-housing-trouble = Housing trouble
sign-employer-difficulty = Employer’s difficulty

moment-first-month = First month review
moment-day-45 = Review before day 45
moment-visit = Visit

party-employer = The employer
party-youth = The young person

question-employer-together = Presence and getting on with the team?
question-employer-work = Their work?
question-employer-future = Willing to go on with this young person?
question-youth-together = Welcome and getting on with the team?
question-youth-work = The work asked for?
question-youth-future = Willing to go on in this company?

feeling-good = It goes well
feeling-mixed = So-so
feeling-bad = It does not go well

alert-goal-talk-youth = Listen to the young person
alert-goal-talk-employer = Talk with the employer
alert-goal-mediation = Bring employer and apprentice together
alert-goal-social-help = Help: housing, money, transport
alert-goal-other-employer = Prepare another contract

alert-outcome-goes-on = The contract goes on
alert-outcome-adjusted = The contract goes on, adjusted
alert-outcome-other-employer = Another employer found
alert-outcome-broken = The contract is broken
alert-outcome-unfounded = False alarm

after-job = In work
after-apprenticeship = New apprenticeship contract
after-studies = Another training or studies
after-searching = Looking for work
after-service = Civic service, volunteering
after-other = Something else
after-unreachable = Cannot be reached

network-the-ml = the Mission Locale
network-the-cfa = the CFA
network-subject-ml = The Mission Locale
network-subject-cfa = The CFA

joint-title = Contract, followed together
joint-rupture = Broken on { $day }.
joint-rupture-announced = Rupture announced for { $day }.
joint-followed = New contract on { $day }, { $days } days later.
joint-alert = Weak signal since { $day }: { $signs }.
joint-notice = Note a sign
joint-notice-help = { $network } will see: the sign chosen, the date and the name of your organisation. Nothing else.
joint-declare = Declare a rupture
joint-follow = Follow the rupture
joint-watch = Reviews and signs
joint-after = After the training
joint-last = Latest signs
joint-none = No sign noted on this contract.

will-see = { $network } will see:
rupture-declare-title = Declare the rupture of the contract
rupture-declare-lead = Contract begun on { $day }. The other network is told the same second.
rupture-follow-title = Rupture of the contract
rupture-declare-other = Declare the rupture of the current contract
rupture-mode = How the contract is broken
rupture-on = First day no longer worked
rupture-cause = Reason
rupture-cause-help = A coded reason, without detail: never health or private life.
rupture-asked = Day the mediator was asked, or of the suspension
rupture-asked-help = Only if the apprentice breaks the contract, or in case of danger: delays are counted from that day.
rupture-will-see = the kind, the date, the reason chosen, and the name of your organisation. Nothing else.
rupture-declare-do = Declare and tell the other network
rupture-declared-by = Declared on { $day } by { $name }. Kind: { $mode }. Reason: { $cause }.
rupture-source-only = Told by the CFA’s file.
rupture-confirmed = The CFA’s file tells the same rupture, on { $day }: its date prevails.
rupture-unconfirmed = The CFA’s file does not tell it yet: both networks already follow it.
rupture-none = No contract runs today: there is nothing to break.
rupture-withdraw = Withdraw: declared in error
rupture-withdraw-help = The contract goes on; the declaration and its withdrawal stay in the history.
rupture-law = What the law says
rupture-law-not-advice = These reminders are not legal advice.
rupture-article = Code du travail, article { $article }
rupture-rule-confirm = rule to be confirmed
rupture-rule-broken = The date declared comes before what the rule allows.
rupture-rule-day = Deadline
rupture-rule-what = Rule
rupture-plan = What follows, together
rupture-plan-now = Common goal: { $goal }. Call by { $caller }, by { $day }.
rupture-plan-none = Nothing is planned yet.
rupture-goal = Common goal
rupture-caller = Who calls the young person
rupture-call-on = By
rupture-plan-do = Plan what follows
rupture-plan-again = Change the plan
rupture-calls = Calls
rupture-calls-none = No call noted since the rupture.
rupture-call-do = Note a call
rupture-call-day = The day
rupture-call-outcome = What came of it
rupture-call-line = { $day }, { $name }: { $outcome }
rupture-close = End the follow-up
rupture-close-how = How it ends
rupture-close-do = End it
rupture-followed = New contract on { $day }, { $days ->
    [one] one day
   *[other] { $days } days
} after the rupture.
rupture-figure = In your organisation, over twelve months: { $broken ->
    [0] no contract broken.
    [one] one contract broken, { $followed } followed by another.
   *[other] { $broken } contracts broken, { $followed } followed by another.
}
rupture-figure-median = Median time to the new contract: { $days } days.

watch-title = Contract: reviews and signs
watch-none = No contract runs today.
watch-running = Contract begun on { $day }.
watch-alert = Weak signal since { $day }
watch-alert-why = What opened it
watch-alert-stale = Without a new sign, it ends by itself on { $day }.
watch-alert-plan = { $goal }, by { $owner }, before { $day }.
watch-alert-plan-none = Nothing is agreed yet.
watch-alert-read = The Mission Locale read it on { $day }.
watch-alert-unread = The Mission Locale has not read it yet.
watch-take = We have read it
watch-plan = Agree on what follows
watch-plan-goal = What is done
watch-plan-owner = By whom
watch-plan-due = Before
watch-plan-do = Agree
watch-plan-will-see = what is done, by which network and by when.
watch-close = Close the weak signal
watch-close-how = How it ends
watch-close-do = Close
watch-rule = When do signs open a weak signal?
watch-signs = Signs noted
watch-signs-none = No sign noted.
watch-sign-line = { $day }, { $name }: { $sign }
watch-views = Reviews and visits
watch-views-none = No review noted yet.
watch-view-line = { $day }, { $moment }, { $party }: { $together } · { $work } · { $future }
watch-view-due = { $moment }: to be done before { $day }.
watch-view-moment = When
watch-view-party = Who answers
watch-view-do = Note the review
watch-view-will-see = the answers chosen and the date. Nothing else.
watch-past = Past weak signals
watch-past-line = From { $from } to { $to }: { $outcome }
watch-past-stale = ended by itself
watch-no-contract = No contract runs: nothing is noted here. A contract comes with the CFA’s file.
watch-by-cfa = Signs and reviews are noted by the CFA; you read them here.

alert-rule-title = Weak signals: when do they open?
alert-rule-lead = This rule holds for the whole territory. Each change is dated, signed and kept.
alert-rule-strong = One of these signs is enough
alert-rule-light = Or this many other signs
alert-rule-days = Within how many days
alert-rule-stale = A weak signal ends by itself after, in days without a new sign
alert-rule-answers = A review in which the employer or the young person does not want to go on is enough too; another bad answer counts as one sign.
alert-rule-do = Change the rule
alert-rule-history = Rules set
alert-rule-default = The first rule is in force: nobody changed it.
alert-rule-line = { $day }, { $name } ({ $organisation }): { $light } signs in { $days } days; enough alone: { $strong }; ends after { $stale } days.

after-title = After the training
situation-asked = Training over on { $day }: what became of this young person, { $months } months later?
situation-not-asked = The situation is asked 6, 12, 18 and 24 months after the end of the training. Nothing to ask today.
situation-will-see = the answer chosen and the date.
situation-told = Answers
situation-told-line = { $months } months later ({ $day }): { $situation }{ $by ->
    [yes] , told by the young person
   *[no] {""}
}
situation-link = A link to hand to the young person
situation-link-help = The link asks one question, without a name. It works once, for 21 days. Hand it over yourself: no message is sent.
situation-link-do = Make a link
situation-link-here = Here is the link, shown once:
situation-link-until = It works until { $day }.
situation-link-line = Link of { $day }, until { $until }: { $state ->
    [open] waits for its answer
    [answered] was used
    [old] too old
   *[revoked] withdrawn
}
situation-link-revoke = Withdraw this link
situation-choose = What do you do today?
situation-choose-lead = { $organisation } would like to know what became of you. One answer, and that is all. You may choose not to answer.
situation-choose-do = Send my answer
situation-choose-who = Your answer will be read by { $organisation } and by the organisations that accompany you. It helps to know what becomes of young people after their training.
situation-thanks = Thank you, it is noted!
situation-thanks-more = Your answer has arrived. You can close this page.
you-job = I work
you-apprenticeship = I am an apprentice
you-studies = I am in another training or studying
you-searching = I am looking for work
you-service = I am in civic service or volunteering
you-other = Something else

toast-rupture-declared = The rupture is declared: the other network is told.
toast-rupture-withdrawn = The declaration is withdrawn.
toast-rupture-planned = What follows is planned.
toast-rupture-closed = The follow-up is over.
toast-call-noted = The call is noted.
toast-sign-noted = The sign is noted.
toast-view-noted = The review is noted.
toast-alert-taken = Noted: the other network knows.
toast-alert-planned = It is agreed.
toast-alert-closed = The weak signal is closed.
toast-rule-set = The rule is changed for the whole territory.
toast-situation-told = The situation is noted.
toast-link-revoked = The link is withdrawn.

problem-rupture-too-far = This date is too far: a rupture is announced three months ahead at most.
problem-rupture-already = This contract is already broken: follow the rupture on its page.
problem-rupture-no-contract = No contract runs on that day: there is nothing to break.
problem-rupture-before-start = This date comes before the start of the contract.
problem-rupture-asked-after = The request comes before the rupture, and not in the future.
problem-rupture-not-yours = A declaration is withdrawn by the person who made it.
problem-rupture-told-by-source = The CFA’s file tells the same rupture: that is where it is corrected.
problem-rupture-ended = This follow-up is already over or withdrawn.
problem-rupture-none = No rupture is to be followed.
problem-rupture-no-plan = Plan first what follows the rupture.
problem-call-day = Choose a day from today to three months from now.
problem-sign-by-cfa = Signs and reviews are noted by the CFA.
problem-sign-no-contract = No contract runs today: there is nothing to note.
problem-alert-taken-by-ml = It is for the Mission Locale to say that it has read this signal.
problem-alert-taken = The Mission Locale already said so.
problem-alert-ended = This weak signal is already closed or over.
problem-alert-due = Choose a day from today to two months from now.
problem-rule-range = From 1 to 10 signs, from 1 to 180 days, and an end after 7 to 180 days.
problem-situation-not-asked = Nothing to ask today, or the answer is already known.
problem-link-used = This link was already used or withdrawn.
problem-link-wait = Too many tries: wait a few minutes, then try again.
