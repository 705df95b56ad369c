//! The trades the craft CFAs teach: sector, diploma, codes and how common they are.
//!
//! ROME, CFD and RNCP pairs are those of the reference table; the weights are an assumption,
//! chosen plausible for craft CFAs and so that the sector rates add up to the published total.

use crate::SimulationError;
use crate::chance::{Chance, Weights};
use jiff::civil::Date;

const TRADES: &str = include_str!("../data/trades.csv");

/// Sector of activity, as the publication on contract breaks groups them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sector {
    /// Bakery, pastry, butchery and other food trades.
    Food,
    /// Hotels and restaurants.
    Hospitality,
    /// Hairdressing and beauty care.
    Beauty,
    /// Building trades.
    Construction,
    /// Car repair, florists and other trade and services.
    Trade,
    /// Crafts that make things: furniture, jewellery, leather, clothes, dental prostheses.
    Production,
}

impl Sector {
    /// Every sector.
    pub const ALL: [Self; 6] = [
        Self::Food,
        Self::Hospitality,
        Self::Beauty,
        Self::Construction,
        Self::Trade,
        Self::Production,
    ];

    /// Women among those who learn its trades, in a thousand (assumption).
    pub(crate) fn women(self) -> u32 {
        match self {
            Self::Food => 380,
            Self::Hospitality => 340,
            Self::Beauty => 880,
            Self::Construction => 60,
            Self::Trade => 160,
            Self::Production => 550,
        }
    }
}

/// Level of the diploma prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// CAP, and the network's own CTM (level 3).
    Cap,
    /// Brevet professionnel (level 4).
    Bp,
    /// Baccalauréat professionnel (level 4).
    BacPro,
    /// Brevet technique des métiers (level 4).
    Btm,
    /// Brevet de maîtrise (level 5).
    Bm,
    /// Brevet de technicien supérieur (level 5).
    Bts,
}

/// A diploma of a trade.
#[derive(Debug, Clone, Copy)]
pub struct Trade {
    /// Its sector.
    pub sector: Sector,
    /// Its level.
    pub level: Level,
    /// Short title: "CAP Boulanger".
    pub label: &'static str,
    /// ROME code of the job it leads to.
    pub rome: &'static str,
    /// Code of the diploma, where the reference table gives one.
    pub cfd: Option<&'static str>,
    /// Number of the certification.
    pub rncp: &'static str,
    /// Last day the certification may be prepared, where known.
    pub rncp_until: Option<Date>,
    /// Usual length of the course, in months.
    pub months: u8,
}

impl Trade {
    /// The certification number, if it was still in force on that day.
    #[must_use]
    pub fn rncp_on(&self, date: Date) -> Option<&'static str> {
        let expired = self.rncp_until.is_some_and(|until| until < date);
        (!expired).then_some(self.rncp)
    }
}

/// The table, ready to draw from.
pub(crate) struct Trades {
    rows: Vec<Trade>,
    weights: Weights,
}

impl Trades {
    /// Reads the embedded table.
    pub(crate) fn load() -> Result<Self, SimulationError> {
        let mut rows = Vec::new();
        let mut weights = Vec::new();
        for (index, line) in TRADES.lines().enumerate().skip(1) {
            let (trade, weight) = parse(line).ok_or(SimulationError::Data {
                file: "trades.csv",
                line: index + 1,
                problem: "expected sector;weight;label;rome;level;cfd;rncp;rncp_until;months",
            })?;
            rows.push(trade);
            weights.push(weight);
        }
        Ok(Self {
            rows,
            weights: Weights::new(weights),
        })
    }

    /// A trade, by weight.
    pub(crate) fn draw(&self, chance: &mut Chance) -> Trade {
        self.rows[self.weights.draw(chance)]
    }

    /// What one prepares after this diploma in the same trade, if the network teaches it.
    pub(crate) fn next(&self, after: &Trade) -> Option<Trade> {
        self.rows
            .iter()
            .find(|trade| trade.rome == after.rome && trade.level > after.level)
            .copied()
    }
}

fn parse(line: &'static str) -> Option<(Trade, u32)> {
    let mut fields = line.split(';');
    let sector = sector(fields.next()?)?;
    let weight = fields.next()?.parse().ok()?;
    let label = fields.next()?;
    let rome = fields.next()?;
    let level = level(fields.next()?)?;
    let cfd = Some(fields.next()?).filter(|code| !code.is_empty());
    let rncp = fields.next()?;
    let rncp_until = match fields.next()? {
        "" => None,
        date => Some(date.parse().ok()?),
    };
    let months = fields.next()?.parse().ok()?;
    Some((
        Trade {
            sector,
            level,
            label,
            rome,
            cfd,
            rncp,
            rncp_until,
            months,
        },
        weight,
    ))
}

fn sector(text: &str) -> Option<Sector> {
    Some(match text {
        "food" => Sector::Food,
        "hospitality" => Sector::Hospitality,
        "beauty" => Sector::Beauty,
        "construction" => Sector::Construction,
        "trade" => Sector::Trade,
        "production" => Sector::Production,
        _ => return None,
    })
}

fn level(text: &str) -> Option<Level> {
    Some(match text {
        "cap" => Level::Cap,
        "bp" => Level::Bp,
        "bac" => Level::BacPro,
        "btm" => Level::Btm,
        "bm" => Level::Bm,
        "bts" => Level::Bts,
        _ => return None,
    })
}
