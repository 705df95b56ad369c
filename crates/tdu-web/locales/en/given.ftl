# Accesses given to others, and what more the access log says
given-title = Accesses given
given-lead = Organisations that do not accompany these people, but see their file because a request was accepted. Each access closes by itself after its last day.
given-until = Until { $until }.
given-withdraw = Withdraw this access
given-withdraw-text = The organisation will not see this file any more, from now on. It may ask again. What it already recorded stays.
given-withdraw-do = Withdraw the access
requests-state-withdrawn = The access was withdrawn before its end.
toast-access-withdrawn = The access is withdrawn.
problem-access-not-given = This access is not given, or not any more.
act-access-withdrawn = Another organisation’s access was withdrawn before its end.
act-access-withdrawn-from = Access withdrawn from { $name } before its end
look-sign-in-delayed = Sign-in delayed: too many tries
look-key-refused = API key refused
