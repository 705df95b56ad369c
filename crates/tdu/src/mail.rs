//! Sending e-mails to the server that the configuration names.
//!
//! Each is claimed, sent, marked. If the program stops between the last two, it is sent again once the
//! claim is over, under the same `Message-ID`, by which servers and readers of e-mails know that it is
//! the same: what is sure is at least once, never two different ones.

use std::time::Duration;

use anyhow::Context;
use lettre::address::AddressError;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Tokio1Executor};
use tdu_casework::{Casework, CaseworkError, Claimed};

use crate::config::Config;

/// How long the server of e-mails may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where e-mails are handed to, and from whom they come.
#[derive(Debug)]
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    site: String,
}

/// Why an e-mail was not taken.
#[derive(Debug, thiserror::Error)]
enum MailError {
    #[error("the address cannot be read")]
    Address(#[from] AddressError),
    #[error("the e-mail could not be written")]
    Written(#[from] lettre::error::Error),
    #[error("the server of e-mails refused it")]
    Refused(#[source] lettre::transport::smtp::Error),
    #[error("the server of e-mails did not take it")]
    Failed(#[source] lettre::transport::smtp::Error),
}

impl MailError {
    /// Whether trying again is of no use.
    fn lasting(&self) -> bool {
        !matches!(self, Self::Failed(_))
    }
}

impl Mailer {
    /// The server that the configuration names, if it does; links lead to a site.
    pub(crate) fn of(config: &Config, site: &str) -> anyhow::Result<Option<Self>> {
        let Some(url) = &config.smtp_url else {
            return Ok(None);
        };
        let from = config
            .smtp_from
            .as_deref()
            .context("le réglage « smtp_from » (TDU_SMTP_FROM) manque")?;
        let from: Mailbox = from
            .parse()
            .context("le réglage « smtp_from » n'est pas une adresse")?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .context("le réglage « smtp_url » n'est pas compris")?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Some(Self {
            transport,
            from,
            site: site.to_owned(),
        }))
    }

    /// Sends every e-mail that is due; how many were taken.
    pub(crate) async fn send_due(&self, casework: &Casework) -> Result<u64, CaseworkError> {
        let mut taken = 0;
        loop {
            let claimed = casework.claim_letters().await?;
            if claimed.is_empty() {
                return Ok(taken);
            }
            for letter in &claimed {
                match self.send(letter).await {
                    Ok(()) => {
                        casework.letter_sent(letter).await?;
                        taken += 1;
                    }
                    Err(error) => {
                        tracing::warn!(letter = %letter.id, %error, "an e-mail was not taken");
                        let (fault, lasting) = (error.to_string(), error.lasting());
                        casework.letter_failed(letter, &fault, lasting).await?;
                    }
                }
            }
        }
    }

    async fn send(&self, letter: &Claimed) -> Result<(), MailError> {
        let written = tdu_web::letter(&letter.tells, &self.site);
        let domain = self.from.email.domain();
        let message = Message::builder()
            .message_id(Some(format!("<{}@{domain}>", letter.id)))
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.to.parse()?))
            .subject(written.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(written.text)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(MailError::Refused(error)),
            Err(error) => Err(MailError::Failed(error)),
        }
    }
}

#[cfg(test)]
mod tests;
