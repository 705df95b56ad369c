# Referrals between the two networks

signal-referral-to-answer = Referral to answer
signal-referral-escalated = Referral without an answer
signal-referral-expiring = Referral about to close
signal-referral-declined = Referral without a follow-up
signal-referral-to-settle = Other referrals

reason-referral-to-answer = Referral sent on { $cause }: it waits for an answer.
reason-referral-escalated = Referral sent on { $cause }, without an answer for ten working days: the manager must take it up.
reason-referral-expiring = Referral sent on { $cause }: without an answer, it closes on { $due }.
reason-referral-declined = Referral without a follow-up since { $cause }: something else is to be proposed.
reason-referral-to-settle = A referral is accepted since { $cause }: say what becomes of the others.

consequence-referral-to-answer = The young person and their counsellor are waiting. Saying that you read it is a start.
consequence-referral-escalated = Thirty days after the last word the referral closes by itself, and the young person is left without an answer.
consequence-referral-expiring = Call the other organisation, or refer the young person elsewhere.
consequence-referral-declined = A refusal always comes with a proposal: discuss it with the young person, or refer them elsewhere.
consequence-referral-to-settle = Nothing is taken back without you: keep or withdraw each of the others.

answer-answer-referral = Answer the referral
answer-follow-referral = See the referral
answer-settle-referrals = Settle

act-referral-sent = Referral sent.
act-referral-acknowledged = Referral received and read.
act-referral-studied = Referral under study.
act-referral-accepted = Referral accepted.
act-referral-listed = Put on a waiting list.
act-referral-refused = Referral refused.
act-referral-withdrawn = Referral withdrawn.
act-referral-kept = Referral kept.
act-referral-expired = Referral closed, for lack of an answer.

act-referral-sent-to = { $trades ->
    [none] Referral to { $to }.
   *[other] Referral to { $to }: { $trades }.
 }
act-referral-acknowledged-to = Referral received and read by { $to }.
act-referral-studied-to = { $on ->
    [none] { $to } studies the referral: { $step }.
   *[other] { $to } studies the referral: { $step } on { $on }.
 }
act-referral-accepted-to = { $to } accepts the referral.
act-referral-listed-to = { $to } puts the young person on its waiting list.
act-referral-refused-to = { $to } refuses the referral ({ $motive }) and proposes: { $alternative }.
act-referral-withdrawn-to = Referral to { $to } withdrawn.
act-referral-kept-to = Referral to { $to } kept, beside the one that is accepted.
act-referral-expired-to = Referral to { $to } closed, for lack of an answer.

care-referred = The young person is referred to it
care-referred-until = The young person was referred to it; sees the file until { $until }

referral-state-draft = Draft
referral-state-sent = Sent
referral-state-acknowledged = Read
referral-state-studying = Under study
referral-state-waiting-list = Waiting list
referral-state-accepted = Accepted
referral-state-refused = Refused
referral-state-withdrawn = Withdrawn
referral-state-expired = Closed without an answer

referral-step-interview = interview
referral-step-positioning = positioning
referral-step-immersion = immersion in a company

referral-motive-no-place = no place left
referral-motive-not-offered = not offered here
referral-motive-level = level to consolidate
referral-motive-too-far = too far
referral-motive-project-unclear = project to make clearer
referral-motive-not-reached = young person not reached
referral-motive-not-wanted = the young person no longer wants it
referral-motive-not-eligible = age or administrative situation
referral-motive-accompanied-elsewhere = accompanied elsewhere already

referral-alternative-next-session = the next session
referral-alternative-other-training = another training of the centre
referral-alternative-other-centre = another CFA
referral-alternative-preparation = a preparation for apprenticeship
referral-alternative-immersion = an immersion in a company first
referral-alternative-other-organisation = the organisation that covers their home
referral-alternative-keep-support = going on with the present support

referral-why-learn-trade = They want to learn this trade
referral-why-discover = They want to discover before choosing
referral-why-change-trade = They want to change trades
referral-why-after-rupture = They look for a CFA after a broken contract
referral-why-came-alone = They came alone, nobody accompanies them
referral-why-needs-help = They need help
referral-why-contract-broken = Their contract is broken

referral-need-level = School basics
referral-need-french = French
referral-need-accommodations = Accommodations
referral-need-mobility = Mobility
referral-need-housing = Housing
referral-need-income = Income

referral-paper-identity = Identity or residence document
referral-paper-cv = CV
referral-paper-letter = Letter of motivation
referral-paper-reports = School reports
referral-paper-diplomas = Diplomas
referral-paper-defence-day = Certificate of the defence and citizenship day
referral-paper-guardian = Consent of the legal guardian (minor)

nav-referrals = Referrals
referrals-title = Referrals { $n ->
    [0] {""}
   *[other] ({ $n })
 }
referrals-lead = What the two networks send each other, and what each answers.
referrals-received = Received
referrals-sent = Sent
referrals-closed = Closed
referrals-parts = Part of the list
referrals-states = State
referrals-who = Young person
referrals-what = Trade
referrals-between = From, to
referrals-since = Last act
referrals-state = State
referrals-due = Answer expected
referral-ends = Without an answer, the referral closes by itself on { $day }.
referrals-none = No referral here.
referrals-none-help = To refer a young person, open their page and choose “Refer”.
referrals-no-trade = No precise trade
referrals-closed-file = File closed
referrals-from-to = { $from } to { $to }
referrals-pages = Pages

referral-new = Refer
referral-new-title = Refer { $name }
referral-of = Referral of { $name }
referral-of-person = Referrals of { $name }
referral-section = Referrals
referral-receivers-cfa = To which CFA?
referral-receivers-ml = To which Mission Locale?
referral-receivers-help = Five at most. Each sees only the referral it receives; the thread is read by all who accompany the young person.
referral-already-there = referral in progress
referral-trades = Trades wanted
referral-trades-help = One to three, the preferred first. Start writing, then choose in the list.
referral-trade-n = Trade { $n }
referral-why = Why?
referral-needs = What the other organisation should know
referral-needs-help = Needs, never a diagnosis. Tick only what helps to welcome them.
referral-needs-hidden = Accommodations are shown only to disability referents and to who follows the young person by name.
referral-papers = Papers ready
referral-available = Available from
referral-available-help = Leave empty if they are available now.
referral-informed = I told the young person what is sent, to whom, and why.
referral-informed-help = Nothing can be sent without this.
referral-preview = What will be seen
referral-send = Send
referral-check = Check before sending
referral-change = Change
referral-keep-draft = Keep as a draft
referral-discard = Throw the draft away
referral-draft-open = A draft waits for you.
referral-draft-resume = Take it up
referral-will-see-cfa = The CFA will see:
referral-will-see-ml = The Mission Locale will see:
referral-will-see-file = The young person’s file, contacts and pathway, until the referral ends.
referral-available-now = Available now
referral-available-from = Available from { $day }
referral-papers-ready = Papers ready: { $papers }
referral-needs-told = Needs: { $needs }
referral-to = To { $names }
referral-about = Why: { $why }
referral-wants = Trades: { $trades }
referral-sent-line = Sent on { $day } by { $name }, { $from }
referral-informed-line = Young person told on { $day }
referral-answer-title = Your answer
referral-sender-title = What you can do
referral-nothing-to-do = Nothing to do on your side for now.
referral-settle-title = A referral is accepted. What becomes of the others?
referral-settle-help = Nothing is taken back without you.
referral-open = Open
referral-open-person = See the file
referral-studying-line = Asked for: { $step }{ $on ->
    [none] {""}
   *[other] , on { $on }
 }
referral-refused-line = Motive: { $motive }. Proposal: { $alternative }.

referral-act-acknowledge = Say it is read
referral-act-study = Study
referral-act-accept = Accept
referral-act-put-on-list = Put on the waiting list
referral-act-refuse = Refuse
referral-act-withdraw = Withdraw
referral-act-keep = Keep
referral-study-step = You ask for
referral-study-on = On (if the date is known)
referral-refuse-motive = Motive
referral-refuse-motive-help = Never a diagnosis.
referral-refuse-alternative = What you propose instead
referral-refuse-alternative-help = A refusal always comes with a proposal.
referral-shared = The other organisation sees this answer at once.

toast-referral-sent = { $n ->
    [one] The referral is sent.
   *[other] The { $n } referrals are sent.
 }
toast-referral-draft = The draft is kept.
toast-referral-discarded = The draft is thrown away.
toast-referral-acknowledge = The other organisation knows that it is read.
toast-referral-study = The referral is under study.
toast-referral-accept = The referral is accepted.
toast-referral-put-on-list = The young person is on the waiting list.
toast-referral-refuse = The refusal and the proposal are sent.
toast-referral-withdraw = The referral is withdrawn.
toast-referral-keep = The referral is kept.

problem-referral-for-sender = Only the organisation that sent this referral can do this.
problem-referral-for-receiver = Only the organisation that received this referral can answer.
problem-referral-for-clock = A referral closes by itself after thirty days only.
problem-referral-still-draft = This referral is not sent yet.
problem-referral-already-sent = This referral is already sent.
problem-referral-already-acknowledged = This referral is already read.
problem-referral-already-studying = This referral is already under study.
problem-referral-already-listed = The young person is already on the waiting list.
problem-referral-already-accepted = This referral is already accepted.
problem-referral-already-refused = This referral is already refused: send another one.
problem-referral-already-withdrawn = This referral was withdrawn by who had sent it.
problem-referral-already-expired = This referral is closed, for lack of an answer: send another one.
problem-referral-moved-since = The other organisation has answered already: this act can no longer be taken back.
problem-referral-who-accompanies = Only an organisation that accompanies this young person can refer them.
problem-referral-objected = This young person objected to their data being shared: they cannot be referred here.
problem-referral-information-needed = Tell the young person what is sent, then tick the box.
problem-referral-accommodations = Only disability referents and who follows the young person by name tell of accommodations.
problem-referral-receiver-needed = Choose to whom to refer this young person.
problem-referral-receivers-many = Five organisations at most.
problem-referral-already-open = A referral to this organisation is already in progress.
problem-referral-trade-needed = Name one trade at least.
problem-referral-trades-many = Three trades at most.
problem-referral-trade-unknown = This trade is not in the list: choose another one.
problem-referral-why-needed = Say why.
problem-referral-motive-needed = Choose a motive.
problem-referral-alternative-needed = Propose something else.
problem-referral-step-needed = Say what you ask for.
problem-date-in-past = The date has passed: give today or a day to come.
problem-date-too-far = The date is too far: six months at most.
problem-referral-available = Give a date from a year ago to two years ahead: check the year.
referral-more = Other organisations
