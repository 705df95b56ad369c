# Refusals of the API: the sentence of each code.
api-refusal-missing-key = The call has no key. Send the header “Authorization: Bearer tdu_…”.
api-refusal-invalid-key = This key is not valid: it is unknown or revoked. Ask the administrator of your organisation for one.
api-refusal-too-many-wrong-keys = Too many calls with a wrong key from this address. Wait { $seconds } s, then check the key.
api-refusal-too-many-calls = Your organisation exceeds { $limit } calls a minute. Wait { $seconds } s before you go on.
api-refusal-not-a-cfa = This key belongs to a Mission Locale. Learners are sent with the key of a CFA.
api-refusal-unsupported-media-type = The content must be JSON. Send the header “Content-Type: application/json”.
api-refusal-unsupported-encoding = Compressed content is not read. Send it without “Content-Encoding”.
api-refusal-body-too-large = The payload exceeds { $limit } MB. Send it in several calls.
api-refusal-body-unreadable = The payload stopped before its end. Send it again.
api-refusal-not-utf8 = The text is not UTF-8. Set the encoding of your software and send it again.
api-refusal-method-not-allowed = This address accepts the POST method only.
api-refusal-unknown-address = This address does not exist. The documentation is at /api.
api-refusal-internal = An incident keeps us from answering. Nothing was saved: try again in a few minutes.

# The page that describes the API.
api-title = API for learners’ records
api-lead = For a CFA’s software to send its records in the national v3 format. If it already feeds the national apprenticeship dashboard, only the address and the key change.
api-contents = On this page
api-call = The call
api-call-address = Address
api-call-key = Key
api-call-key-text = The CFA’s administrator makes it on the “Keys” page. It writes only for the establishments of its organisation.
api-call-content = Content
api-call-content-text = A JSON array, in UTF-8, of { $items } records and { $megabytes } MB at most.
api-call-rate = Rate
api-call-rate-text = { $calls } calls a minute for each organisation.
api-call-document = Description
api-call-document-text = OpenAPI 3.1, to load in your tool
api-curl = An example with curl
api-curl-copy = Copy
api-answer = The answer
api-answer-text = Each record comes back in the order sent, with all its errors at once. Valid records are saved, even beside refused ones.
api-answer-example = Example of an answer
api-differences = What differs from the national service
api-difference-null = A field set to null clears what you had sent. An absent field leaves what was known.
api-difference-errors = All the errors of a record come in the answer to the same call, incoherent dates and unknown establishments included.
api-difference-owner = A key writes only for the establishments of its organisation.
api-difference-saved = Records are saved before the answer: there is no queue.
api-difference-nir = The social security number is never kept nor sent back.
api-refusals = When the call is refused
api-refusals-text = The answer is JSON with a stable code, for your software, and a message, for you.
api-refusals-status = Status
api-refusals-meaning = What happened
api-fields = The { $count } fields
api-fields-text = { $required } are required. Dates are written YYYY-MM-DD. Descriptions are in French, as in the national format.
api-fields-name = Field
api-fields-description = What it holds
api-fields-kind = Type
api-fields-example = Example
api-fields-required = The required fields
api-fields-optional = The { $count } optional fields
api-fields-optional-caption = The optional fields
api-kind-date = date
api-kind-date-time = date and time
api-kind-boolean = true or false
api-kind-integer = integer
api-kind-email = e-mail
api-kind-identifier = text or integer
api-kind-text = text
api-try = Try it
api-try-real = The trial is a real call: valid records are saved.
api-try-key = Your key
api-try-key-aid = It begins with tdu_. It is neither kept nor shown again.
api-try-payload = The records
api-try-payload-aid = A JSON array. Replace the UAI and the SIRET with those of your CFA.
api-try-send = Send
api-try-answer = Answer: { $status }
api-try-again = Change and send again
api-try-accepted = { $count ->
    [0] No record saved
    [one] { $count } record saved or already known
   *[other] { $count } records saved or already known
}
api-try-refused = { $count ->
    [0] none refused
    [one] { $count } refused
   *[other] { $count } refused
}
