//! Proving that nothing was done to the journal and the access logs behind the application's back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tdu_store::{Anchors, Head, Link, TerritoryRow, Wrong};
use uuid::Uuid;

use crate::{Casework, CaseworkError};

/// The access log of those who sign in.
const DIRECTORY: &str = "directory/accesses";

/// One chain, followed from its first line to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainProof {
    /// Its name: `directory/accesses`, `TERRITORY/accesses` or `TERRITORY/journal/ORGANISATION`.
    pub chain: String,
    /// The name of the organisation, for its journal.
    pub organisation: Option<String>,
    /// Where it ends.
    pub head: Head,
    /// The first wrong line, if there is one.
    pub wrong: Option<Wrong>,
}

/// The end of a chain as it was one day, to keep elsewhere: with it, nobody can shorten the chain or
/// write it anew unseen, not even with the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchored {
    /// The chain.
    pub chain: String,
    /// How many lines it had.
    pub lines: i64,
    /// The link of the last, in hexadecimal.
    pub link: String,
}

impl From<&ChainProof> for Anchored {
    fn from(proof: &ChainProof) -> Self {
        Self {
            chain: proof.chain.clone(),
            lines: proof.head.lines,
            link: proof.head.link.to_string(),
        }
    }
}

impl Casework {
    /// Seals anew, with the newest keys, what older ones sealed in a territory; tells how many values.
    pub async fn reseal(&self, territory: Uuid) -> Result<u64, CaseworkError> {
        let frame = self.frame(territory).await?;
        Ok(frame.territory.reseal().await?)
    }

    /// Follows every chain of a territory, or of all and of the directory.
    pub async fn verify(
        &self,
        code: Option<&str>,
        anchors: &[Anchored],
    ) -> Result<Vec<ChainProof>, CaseworkError> {
        let anchors = by_chain(anchors)?;
        let of = |chain: &str| anchors.get(chain).map_or(&[][..], Vec::as_slice);
        let mut proofs = Vec::new();
        if code.is_none() {
            let (head, wrong) = self.store().accesses().verify(of(DIRECTORY)).await?;
            proofs.push(ChainProof {
                chain: DIRECTORY.to_owned(),
                organisation: None,
                head,
                wrong,
            });
        }
        for row in self.store().territories().await? {
            if code.is_none_or(|code| code == row.code) {
                let chain = accesses_of(&row);
                let frame = self.frame(row.id).await?;
                let (head, wrong) = frame.territory.accesses().verify(of(&chain)).await?;
                proofs.push(ChainProof {
                    chain,
                    organisation: None,
                    head,
                    wrong,
                });
                let journal = journals_of(&row);
                let lanes = lanes(&journal, &anchors);
                for lane in frame.territory.verify_journal(&lanes).await? {
                    let known = frame.organisations.get(&lane.organisation);
                    proofs.push(ChainProof {
                        chain: format!("{journal}{}", lane.organisation),
                        organisation: known.map(|known| known.name.clone()),
                        head: lane.head,
                        wrong: lane.wrong,
                    });
                }
            }
        }
        Ok(proofs)
    }
}

fn accesses_of(row: &TerritoryRow) -> String {
    format!("{}/accesses", row.code)
}

fn journals_of(row: &TerritoryRow) -> String {
    format!("{}/journal/", row.code)
}

fn by_chain(anchors: &[Anchored]) -> Result<BTreeMap<&str, Vec<Head>>, CaseworkError> {
    let mut known: BTreeMap<&str, Vec<Head>> = BTreeMap::new();
    for anchor in anchors {
        let link = Link::parse(&anchor.link).ok_or(CaseworkError::Invalid {
            field: "anchor",
            problem: "anchor-link",
        })?;
        known.entry(&anchor.chain).or_default().push(Head {
            lines: anchor.lines,
            link,
        });
    }
    Ok(known)
}

/// The anchors of the journals of a territory.
fn lanes(journal: &str, anchors: &BTreeMap<&str, Vec<Head>>) -> Anchors {
    let lane = |(chain, heads): (&&str, &Vec<Head>)| {
        let organisation = Uuid::parse_str(chain.strip_prefix(journal)?).ok()?;
        Some((organisation, heads.clone()))
    };
    anchors.iter().filter_map(lane).collect()
}
