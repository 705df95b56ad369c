# What an organisation’s software does through the API.
act-person-put-in-charge = Entrusted to { $name }.
problem-colleague-unknown = Nobody of your organisation has this identifier, or their role does not let them act for young people.
problem-hour-format = A day and an hour are written YYYY-MM-DDTHH:MM, on the territory’s clock.
problem-trade-code = A trade is written by its ROME code: a letter and four digits.
problem-agenda-length = An agenda is read for 62 days at most, from the oldest to the newest.
