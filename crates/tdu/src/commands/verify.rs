//! `tdu verify`: nothing was altered, inserted, moved or removed.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tdu_casework::{Anchored, ChainProof, Clock, Fault};

use crate::cli::VerifyArguments;
use crate::config::Config;
use crate::wiring::{open, say};

/// Where every chain ended one day: one line of an anchor file.
#[derive(Debug, Serialize, Deserialize)]
struct Anchor {
    at: String,
    chains: Vec<Anchored>,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report {
    intact: bool,
    chains: Vec<ChainReport>,
}

#[derive(Debug, Serialize)]
struct ChainReport {
    #[serde(flatten)]
    end: Anchored,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_wrong: Option<WrongReport>,
}

#[derive(Debug, Serialize)]
struct WrongReport {
    number: i64,
    line: Option<String>,
    fault: &'static str,
}

pub(crate) async fn run(config: Config, arguments: VerifyArguments) -> anyhow::Result<()> {
    let anchors = match &arguments.anchor {
        Some(file) => read_anchors(file)?,
        None => Vec::new(),
    };
    let casework = open(&config).await?;
    let code = arguments.territory.as_deref();
    if let Some(code) = code {
        let known = casework.territory_of_code(code).await?;
        known.context("aucun territoire de ce code : voyez `tdu territory`")?;
    }
    let proofs = casework.verify(code, &anchors).await?;
    casework.store().close().await?;
    let wrong = proofs.iter().filter(|proof| proof.wrong.is_some()).count();
    if arguments.json {
        say(&serde_json::to_string_pretty(&report(&proofs))?);
    } else {
        for proof in &proofs {
            say(&told(proof));
        }
    }
    anyhow::ensure!(wrong == 0, "{wrong} chaîne(s) ne sont pas intactes");
    if let Some(file) = &arguments.anchor {
        add_anchor(file, &proofs)?;
    }
    Ok(())
}

fn told(proof: &ChainProof) -> String {
    let name = match &proof.organisation {
        Some(organisation) => format!("{} ({organisation})", proof.chain),
        None => proof.chain.clone(),
    };
    let Some(wrong) = proof.wrong else {
        return format!("{name} : {} lignes, rien n'a été touché.", proof.head.lines);
    };
    let line = wrong.line.map_or(String::new(), |id| format!(" ({id})"));
    let what = match wrong.fault {
        Fault::Altered => "a été changée ou déplacée",
        Fault::Missing => "manque",
        Fault::Added => "est de trop",
        Fault::Payload => "ne dit plus ce qu'elle disait",
        Fault::PayloadMissing => "a perdu ce qu'elle disait",
        Fault::Head => "n'est pas celle que retient la fin de la chaîne",
        Fault::Anchor => "n'est pas celle que l'ancre a retenue",
    };
    format!("{name} : la ligne {}{line} {what}.", wrong.number)
}

fn report(proofs: &[ChainProof]) -> Report {
    let chain = |proof: &ChainProof| ChainReport {
        end: Anchored::from(proof),
        organisation: proof.organisation.clone(),
        first_wrong: proof.wrong.map(|wrong| WrongReport {
            number: wrong.number,
            line: wrong.line.map(|line| line.to_string()),
            fault: wrong.fault.code(),
        }),
    };
    Report {
        intact: proofs.iter().all(|proof| proof.wrong.is_none()),
        chains: proofs.iter().map(chain).collect(),
    }
}

fn read_anchors(file: &Path) -> anyhow::Result<Vec<Anchored>> {
    let content = match File::open(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened.with_context(|| format!("l'ancre {} ne s'ouvre pas", file.display()))?,
    };
    let mut anchors = Vec::new();
    for (at, line) in BufReader::new(content).lines().enumerate() {
        let unreadable = || format!("ligne {} de l'ancre {}", at + 1, file.display());
        let anchor: Anchor =
            serde_json::from_str(&line.with_context(unreadable)?).with_context(unreadable)?;
        anchors.extend(anchor.chains);
    }
    Ok(anchors)
}

fn add_anchor(file: &Path, proofs: &[ChainProof]) -> anyhow::Result<()> {
    let anchor = Anchor {
        at: jiff::Timestamp::from_millisecond(Clock::System.now())?.to_string(),
        chains: proofs.iter().map(Anchored::from).collect(),
    };
    let mut line = serde_json::to_string(&anchor)?;
    line.push('\n');
    let mut options = OpenOptions::new();
    let opened = options.create(true).append(true).open(file);
    opened
        .and_then(|mut anchors| {
            anchors.write_all(line.as_bytes())?;
            anchors.sync_all()
        })
        .with_context(|| format!("l'ancre {} ne s'écrit pas", file.display()))?;
    say(&format!(
        "Ancre ajoutée à {} : gardez ce fichier ailleurs que la base.",
        file.display()
    ));
    Ok(())
}
