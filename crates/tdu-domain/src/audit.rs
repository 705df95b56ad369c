//! What the access log tells: who looked at what. A closed list.

use crate::person::coded;

coded! {
    /// What was looked at, taken away or asked for.
    AccessCode {
        /// Somebody signed in.
        SignedIn = "signed_in",
        /// Somebody tried to sign in and was refused.
        SignInRefused = "sign_in_refused",
        /// Somebody tried too often, and must wait.
        SignInDelayed = "sign_in_delayed",
        /// A program came with a key that is unknown or revoked.
        KeyRefused = "key_refused",
        /// A person's page, or what it shows, was seen.
        PersonSeen = "person_seen",
        /// A person was asked for who is not of the caseload, or does not exist.
        PersonRefused = "person_refused",
        /// People were searched for by name: how many were found.
        PeopleSearched = "people_searched",
        /// A list of people was taken away: how many.
        PeopleExported = "people_exported",
        /// Rows in error of an import were taken away: how many.
        ErrorsExported = "errors_exported",
        /// A program delivered learners: how many.
        LearnersDelivered = "learners_delivered",
        /// Who saw a person was read.
        AccessesSeen = "accesses_seen",
        /// The journal and the accesses of a person were taken away: how many lines.
        JournalExported = "journal_exported",
        /// Everything kept of a person was gathered, for them to read.
        ArchiveTaken = "archive_taken",
        /// A calendar of appointments was read from its secret address: how many.
        AgendaRead = "agenda_read",
        /// A program listed people: how many.
        PeopleListed = "people_listed",
        /// A file attached to a person was taken away.
        AttachedTaken = "attached_taken",
    }
}
