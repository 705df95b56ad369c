# The API of organisations (v1): the sentence of each refusal.
v1-missing-scope = This key does not open this call. Your organisation’s administrator chooses what a key opens when making it.
v1-not-found = Your organisation accompanies nobody under this identifier.
v1-invalid = The call is not acceptable: each error says where and why.
v1-conflict = The act does not fit the state of the record.
v1-idempotency-key-reused = This name of a call (Idempotency-Key) was used for another content. Give a new one.
v1-unavailable = Nothing can be shown, because the access log cannot be written. Try again in a few minutes.
v1-internal = An incident keeps us from answering. Nothing was recorded: try again in a few minutes.
v1-too-many-calls = This key makes more than { $limit } calls a minute. Wait { $seconds } s before going on.
v1-body-too-large = The content is longer than this call accepts: 64 kB, or 5 MB for a file.
v1-method-not-allowed = This address does not take this method.
problem-content-not-json = The content is not readable JSON in UTF-8.
problem-content-not-object = The content must be a JSON object.
problem-field-needed = This field is required.
problem-field-unknown = There is no such field here: remove it.
problem-field-text = This field is a text.
problem-field-boolean = This field is true or false.
problem-field-bytes = This field is a content written in base64.
problem-field-number = This field is a whole number.
problem-field-key = This field is an identifier, like those the API gives.
problem-field-code = There is no such code: see the list in the documentation.
problem-day-format = A date is written YYYY-MM-DD.
problem-limit-range = The limit goes from 1 to 200.
problem-cursor-unknown = This cursor is not of this list: start again without a cursor.
problem-parameter-unknown = A parameter of the address does not exist here: remove it.
problem-parameter-unreadable = The parameters of the address cannot be read.
problem-call-name = The name of the call (Idempotency-Key) has 1 to 255 characters.
problem-scopes-none = Choose what the key opens.

# Keys.
role-api-reader = Software that reads
role-api-client = Software that reads and acts
role-what-api-reader = This software reads its organisation’s people with a key.
role-what-api-client = This software reads its organisation’s people and acts on them with a key.
look-people-listed = List read by software
key-scopes = What the key opens
key-scopes-aid = A key opens only what is ticked, and for your organisation only. To change it, make another.
key-scope-deliver = Send learners’ files
key-scope-read = Read the people we accompany
key-scope-act = Read and act: contacts, details, diplomas, warnings
key-made-by = made by { $name }
api-refusal-missing-scope = This key does not open sending learners. Ask your organisation’s administrator for another.

# The page that describes the API.
api-v1 = Read and act
api-v1-lead = For the software of a Mission Locale or a CFA: the people the organisation accompanies, and the acts of the pages, with the same rules. Every look is written in the access log, with the key.
api-v1-key = A key
api-v1-key-text = Your administrator ticks “Read” or “Read and act” when making it. It acts for your organisation, under its own name.
api-v1-pages = Lists
api-v1-pages-text = An order that does not change; go on with next_cursor, at most 200 lines at a time.
api-v1-once = Once only
api-v1-once-text = Name the call with the Idempotency-Key header: sent again within 24 hours under the same name, it does nothing more and gets the same answer. A refused call is not remembered: correct it and send it under the same name.
api-v1-rate-text = { $calls } calls a minute for each key; beyond, status 429 says how many seconds to wait.
api-v1-calls = The calls
api-v1-refusals = Refusals are application/problem+json (RFC 9457): a stable code, a sentence, and where in the call.
api-v1-call = Call
api-v1-what = What it does

# Notifications.
notices-title = Notifications
notices-unread = unread
notices-count = { $n ->
    [0] Notifications: nothing new
    [one] Notifications: 1 new
   *[other] Notifications: { $n } new
}
notices-lead = What your colleagues and the other network did about the young people you follow.
notices-by-mail = By e-mail
notices-read-all = Mark all as read
notices-none = Nothing yet: as soon as somebody else acts about a young person you follow, it is here.
notices-follows-nobody = Your organisation’s files name you as following nobody: you have no notifications.
notice-new = New
notice-open = Open
toast-notices-read = Notifications marked as read.
toast-notices-chosen = Noted: your e-mails will follow this choice.
notices-mail-title = Notifications by e-mail
notices-mail-lead = Notifications always show at once on the site. E-mails tell only initials and a link.
notices-mail-none = This server sends no e-mails for now; your choice is kept.
notices-choose = Save
notice-kind-contact = Contacts
notice-kind-pathway = Steps of the pathway
notice-kind-file = Record and details
notice-kind-access = Requests for access
notice-frequency-immediate = At once
notice-frequency-daily = Every morning at 7:30
notice-frequency-never = Never
notice-act-contact-recorded = a contact was recorded
notice-act-details-completed = details were completed
notice-act-diploma-recorded = the outcome of the diploma was recorded
notice-act-person-handed-over = somebody else follows now
notice-act-act-undone = an act was taken back
notice-act-people-merged = two records were made one
notice-act-people-told-apart = two people were told apart
notice-act-records-split = a record was parted
notice-act-mission-locale-changed = the Mission Locale changed
notice-act-access-asked = access was asked for
notice-act-access-accepted = access was granted
notice-act-access-refused = access was refused
notice-act-emergency-opened = the file was opened in an emergency
notice-act-task-asked = a task was asked for
notice-act-other = the record moved
letter-daily-subject = Trait d’union: what happened since yesterday
letter-immediate-subject = Trait d’union: news of a young person you follow
letter-notices-lead = News of the young people you follow:
letter-notices-more = … and others, to read on the site.
letter-choose = Choose when to receive these e-mails:
letter-invitation-subject = Invitation to join { $organisation } on Trait d’union
letter-invitation-lead = { $organisation } invites you to join its team on Trait d’union. Open this link to create your account:
letter-invitation-after = This link works once. If you did not expect this invitation, ignore this message.

# Webhooks.
webhooks-title = { $n ->
    [0] Webhooks
    [one] Webhooks: 1 active
   *[other] Webhooks: { $n } active
}
webhooks-lead = At each act about a young person your organisation sees, your software receives a signed message: the act, the day, the organisation and the person’s key, never a name nor a text.
webhooks-keys = API keys
webhooks-none = No webhook yet.
webhooks-addresses = Addresses told
webhook-new = Tell an address
webhook-address = Address
webhook-address-aid = Over https, on the public network. The signature and the content are described in the documentation of the API.
webhook-make = Create
webhook-stop = Stop
webhook-stopped-on = stopped on { $when }
webhook-made-title = The webhook’s secret
webhook-made-text = Copy it now: it is shown once. It serves to check that messages come from here.
webhook-secret = Secret
toast-webhook-stopped = Webhook stopped.
toast-webhook-again = On their way again.
deliveries-title = The last messages
deliveries-again = { $n ->
    [one] Send the message given up again
   *[other] Send the { $n } messages given up again
}
delivery-again = Send again
delivery-sent = received on { $when }
delivery-dead = given up after several tries
delivery-waits = { $n ->
    [0] waiting
    [one] waiting, 1 try
   *[other] waiting, { $n } tries
}
delivery-fault-address = address refused
delivery-fault-name = no such name
delivery-fault-private = private address refused
delivery-fault-connection = no connection
delivery-fault-late = no answer in time
delivery-fault-status = unexpected answer
delivery-fault-stopped = webhook stopped
problem-webhook-address = Give a public address over https, without a password.
problem-webhooks-many = Your organisation has five webhooks already: stop one.
api-v1-webhooks = Being told
api-v1-webhooks-text = A webhook receives each act by POST: id, act, line, person, on, organisation. Tdu-Signature is “v1=” then the HMAC-SHA256, by the secret, of Tdu-Timestamp, a point and the content. A 2xx answer acknowledges; otherwise the message is sent again, with the same id, for three days.
keys-webhooks = Webhooks
