//! Communes and postal codes of departments that resemble the real ones: one large town, a tail of
//! villages, postal codes shared by several communes.

use super::random::{Random, Weighted};

/// Communes of one department.
const COMMUNES: usize = 520;
/// Postal codes of one department, besides those of its largest town.
const POST_OFFICES: usize = 98;

/// Where somebody lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    /// Position in [`Places::communes`].
    commune: usize,
    pub(crate) postcode: u32,
}

struct Commune {
    code: String,
    postcode: u32,
}

/// The territory.
pub(crate) struct Places {
    communes: Vec<Commune>,
    /// Communes of each department, by population; the territory's come first.
    draw_commune: Weighted,
    draw_department: Weighted,
    elsewhere: usize,
    departments: usize,
}

impl Places {
    /// A territory of so many departments, and the rest of the country.
    pub(crate) fn new(departments: usize, random: &mut Random) -> Self {
        let elsewhere = 95;
        let mut communes = Vec::with_capacity(elsewhere * COMMUNES);
        for department in numbers(departments) {
            let stride = random.pick(&[7, 11, 17, 19, 23, 29, 31]);
            let offset = random.below(COMMUNES);
            for rank in 0..COMMUNES {
                let number = (rank * stride + offset) % COMMUNES + 1;
                let office = match rank {
                    0 => 0,
                    1..12 => rank,
                    _ => 1 + random.below(POST_OFFICES),
                };
                let code = if department == 20 {
                    format!("2A{number:03}")
                } else {
                    format!("{department:02}{number:03}")
                };
                let postcode = u32::try_from(department * 1000 + post_office(office));
                communes.push(Commune {
                    code,
                    postcode: postcode.unwrap_or(0),
                });
            }
        }
        Self {
            communes,
            draw_commune: Weighted::new((0..COMMUNES).map(population)),
            draw_department: Weighted::new((0..departments).map(|_| 0.4 + random.unit())),
            elsewhere,
            departments,
        }
    }

    pub(crate) fn draw(&self, random: &mut Random) -> Place {
        let department = self.draw_department.draw(random);
        self.within(department, random)
    }

    /// Where somebody who lived at `from` may move: two times out of three not far.
    pub(crate) fn move_from(&self, from: Place, random: &mut Random) -> Place {
        if random.chance(0.62) {
            self.within(from.commune / COMMUNES, random)
        } else {
            self.within(random.below(self.elsewhere), random)
        }
    }

    /// Another commune that people confuse with this one: it shares its postal code, or is close.
    pub(crate) fn near(&self, from: Place, random: &mut Random) -> Place {
        let start = from.commune / COMMUNES * COMMUNES;
        let sharing: Vec<usize> = (start..start + COMMUNES)
            .filter(|other| {
                *other != from.commune && self.communes[*other].postcode == from.postcode
            })
            .collect();
        let commune = if sharing.is_empty() {
            start + random.below(COMMUNES)
        } else {
            random.pick(&sharing)
        };
        Place { commune, ..from }
    }

    /// The commune's official code.
    pub(crate) fn code(&self, place: Place) -> &str {
        &self.communes[place.commune].code
    }

    fn within(&self, department: usize, random: &mut Random) -> Place {
        let department = department.min(self.elsewhere.max(self.departments) - 1);
        let commune = department * COMMUNES + self.draw_commune.draw(random);
        let mut postcode = self.communes[commune].postcode;
        if commune.is_multiple_of(COMMUNES) && random.chance(0.25) {
            postcode += 100;
        }
        Place { commune, postcode }
    }
}

/// The numbers of the departments: the territory's first, around the middle of the list.
fn numbers(territory: usize) -> impl Iterator<Item = usize> {
    let first = if territory < 50 { 38 } else { 1 };
    (0..95).map(move |position| (position + first - 1) % 95 + 1)
}

fn population(rank: usize) -> f64 {
    match rank {
        0 => 0.85,
        _ => (rank as f64 + 3.0).powf(-1.0),
    }
}

fn post_office(office: usize) -> usize {
    match office {
        0 => 0,
        1..=89 => 110 + office * 10 - usize::from(office > 60) * 5,
        _ => 101 + (office - 90) * 20,
    }
}
