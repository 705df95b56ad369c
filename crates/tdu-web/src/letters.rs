//! The words of e-mails: in French, then in English; nothing of a person but initials and a link.

use tdu_casework::LetterTells;

use crate::{Lang, Texts, words};

/// An e-mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLetter {
    /// Its subject, in French.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Writes an e-mail whose links lead to a site.
#[must_use]
pub fn letter(tells: &LetterTells, site: &str) -> WrittenLetter {
    let french = Texts::of(Lang::French);
    let texts = [french, Texts::of(Lang::English)].map(|t| text(t, tells, site));
    WrittenLetter {
        subject: subject(french, tells),
        text: texts.join("\n\n-- \n"),
    }
}

fn subject(t: Texts, tells: &LetterTells) -> String {
    match tells {
        LetterTells::Notices { daily: true, .. } => t.get("letter-daily-subject"),
        LetterTells::Notices { .. } => t.get("letter-immediate-subject"),
        LetterTells::Invitation { organisation, .. } => t.one(
            "letter-invitation-subject",
            "organisation",
            organisation.as_str(),
        ),
    }
}

fn text(t: Texts, tells: &LetterTells, site: &str) -> String {
    match tells {
        LetterTells::Notices { lines, more, .. } => {
            let mut text = vec![t.get("letter-notices-lead"), String::new()];
            for line in lines {
                let what = words::done(t, line.act);
                let (initials, organisation) = (&line.initials, &line.organisation);
                text.push(format!("- {initials} : {what} ({organisation})"));
                text.push(format!("  {site}/jeunes/{}", line.person));
            }
            if *more {
                text.push(t.get("letter-notices-more"));
            }
            text.push(String::new());
            text.push(format!("{site}/notifications"));
            text.push(format!(
                "{} {site}/compte#notifications",
                t.get("letter-choose")
            ));
            text.join("\n")
        }
        LetterTells::Invitation {
            token,
            organisation,
        } => {
            let lead = t.one(
                "letter-invitation-lead",
                "organisation",
                organisation.as_str(),
            );
            let after = t.get("letter-invitation-after");
            format!("{lead}\n\n{site}/invitation/{token}\n\n{after}")
        }
    }
}
