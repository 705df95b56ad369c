# Trust: who resembles an archived file, limits told on screen
archived-alike-title = Perhaps back
archived-alike-lead = An archived file of your organisation resembles somebody who came since. Nobody else sees it, and nothing is joined: only you can bring the file back from the archive.
archived-alike-archived = Archived file
archived-alike-other = File that came since
archived-alike-born = born { $day }
archived-alike-back-aid = The file goes back to the teams, who then say whether it is the same person.
archived-alike-apart = They are two people
toast-archived-apart = Two people: the file stays archived.
problem-other-employer = You came in through the identity provider for another employer. Sign out, then come back through it for this organisation.
