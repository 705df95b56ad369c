//! The line of the pathway: the same facts as a picture and as a list. `front/README.md` says how it is drawn.

mod moments;
mod words_on;

use jiff::civil::Date;
use tdu_casework::PersonView;
use tdu_domain::calendar::{days_between, plus_months};
use tdu_domain::pathway::MONTHS_AFTER_RUPTURE;

use self::moments::{Kind, Moment, future, past, stages};
use self::words_on::{Levels, Side};
use crate::page::network_class;
use crate::{Texts, words};

/// Where the line is drawn, in the picture's 960 × 288.
const LINE_Y: i32 = 150;
const FIRST_X: i32 = 30;
const NOW_X: i32 = 620;
const LAST_X: i32 = 925;
/// Width of a letter of the stages' names.
const STAGE_LETTER: f64 = 6.4;

/// The picture and the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) stems: Vec<String>,
    pub(crate) segments: Vec<Path>,
    pub(crate) dots: Vec<Dot>,
    pub(crate) marks: Vec<Path>,
    pub(crate) words: Vec<Word>,
    pub(crate) stages: Vec<Band>,
    pub(crate) steps: Vec<Step>,
}

/// A path and its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) class: &'static str,
    pub(crate) d: String,
}

/// A dot and its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dot {
    pub(crate) class: String,
    pub(crate) x: i32,
    pub(crate) r: i32,
}

/// A name and its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) anchor: &'static str,
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) name: String,
    pub(crate) date: String,
    pub(crate) late: bool,
}

/// A stage at the foot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Band {
    pub(crate) class: &'static str,
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) name: Option<String>,
    pub(crate) name_class: &'static str,
    pub(crate) name_x: i32,
}

/// A step of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) class: String,
    pub(crate) what: String,
    pub(crate) when: String,
}

/// From time to place: to scale until today.
struct Scale {
    first: Date,
    today: Date,
}

impl Scale {
    fn x(&self, day: Date) -> i32 {
        let all = f64::from(days_between(self.first, self.today).max(1));
        let passed = f64::from(days_between(self.first, day.clamp(self.first, self.today)));
        let room = f64::from(NOW_X - FIRST_X);
        #[expect(clippy::cast_possible_truncation, reason = "a place within 960 points")]
        let x = (passed / all * room).round() as i32;
        FIRST_X + x
    }
}

impl Line {
    /// Draws a person's pathway.
    pub(crate) fn of(t: Texts, person: &PersonView) -> Self {
        let today = person.today;
        let past = past(t, person);
        let future = future(t, person);
        let scale = Scale {
            first: past.first().and_then(|moment| moment.date).unwrap_or(today),
            today,
        };
        let mut line = Self::default();
        line.draw_past(&scale, person, &past);
        line.draw_future(&future);
        line.draw_stages(t, &scale, person);
        line.steps = steps(t, person, &past, &future);
        line
    }

    fn draw_past(&mut self, scale: &Scale, person: &PersonView, past: &[Moment]) {
        if !past.is_empty() {
            self.segments = segments(scale, person);
        }
        let mut levels = Levels::before_today();
        for (position, moment) in past.iter().enumerate() {
            let x = moment.date.map_or(FIRST_X, |day| scale.x(day));
            self.mark(moment, x, if position == 0 { 11 } else { 7 });
            let placed = levels.place(Side::of(moment), x, &moment.name, &moment.when);
            self.write(moment, x, placed);
        }
    }

    fn draw_future(&mut self, future: &[Moment]) {
        self.segments.push(Path {
            class: "line-seg-future",
            d: format!("M{} {LINE_Y}H{}", NOW_X + 11, LAST_X - 9),
        });
        let mut levels = Levels::after_today();
        let slots = i32::try_from(future.len()).unwrap_or(1).max(1);
        for (position, moment) in (1..).zip(future) {
            let x = NOW_X + (LAST_X - NOW_X) * position / slots;
            self.mark(moment, x, if position == slots { 11 } else { 7 });
            let placed = levels.place(Side::of(moment), x, &moment.name, &moment.when);
            self.write(moment, x, placed);
        }
    }

    fn mark(&mut self, moment: &Moment, x: i32, r: i32) {
        match moment.kind {
            Kind::Limit => self.marks.push(Path {
                class: if moment.late {
                    "line-limit line-limit-late"
                } else {
                    "line-limit"
                },
                d: format!("M{x} {}l8 8-8 8-8-8z", LINE_Y - 8),
            }),
            Kind::Break => self.marks.push(Path {
                class: "line-break",
                d: format!("M{} {}l12 16m0-16l-12 16", x - 6, LINE_Y - 8),
            }),
            Kind::Goal => self.dots.push(Dot {
                class: "line-goal".to_owned(),
                x,
                r,
            }),
            Kind::Act => self.dots.push(Dot {
                class: match moment.network {
                    Some(network) => format!("line-dot is-{}", network_class(network)),
                    None => "line-dot".to_owned(),
                },
                x,
                r,
            }),
        }
    }

    fn write(&mut self, moment: &Moment, x: i32, placed: Option<words_on::Placed>) {
        let Some(placed) = placed else { return };
        let foot = if placed.y < LINE_Y {
            placed.y - 10
        } else {
            placed.y + 18
        };
        self.stems.push(format!("M{x} {foot}V{LINE_Y}"));
        self.words.push(Word {
            anchor: placed.anchor,
            x: placed.x,
            y: placed.y,
            name: moment.name.clone(),
            date: moment.when.clone(),
            late: moment.late,
        });
    }

    fn draw_stages(&mut self, t: Texts, scale: &Scale, person: &PersonView) {
        let bands = stages(t, person, scale.first);
        let last = bands.len().saturating_sub(1);
        let mut free_from = 0;
        for (position, (name, from, until)) in bands.into_iter().enumerate() {
            let now = position == last;
            let (from, to) = (scale.x(from) + 2, scale.x(until) - 2);
            #[expect(clippy::cast_possible_truncation, reason = "a place within 960 points")]
            let width = (STAGE_LETTER * name.chars().count() as f64) as i32;
            let fits = width <= to - from;
            if now && !fits {
                // The present stage is always named: to the left of today, over those before.
                let taken = to - width - 8;
                for band in &mut self.stages {
                    let ends = band.name.as_ref().map_or(0, |name| {
                        band.name_x + 7 * i32::try_from(name.chars().count()).unwrap_or(0)
                    });
                    if ends > taken {
                        band.name = None;
                    }
                }
            }
            let named = now || fits && from >= free_from;
            if named {
                free_from = from + width;
            }
            self.stages.push(Band {
                class: if now {
                    "line-stage line-stage-now"
                } else {
                    "line-stage"
                },
                from,
                to: to.max(from + 1),
                name: named.then_some(name),
                name_class: match (now, fits) {
                    (true, true) => "line-stage-name line-stage-name-now",
                    (true, false) => "line-stage-name line-stage-name-now line-end",
                    _ => "line-stage-name",
                },
                name_x: if now && !fits { to } else { from },
            });
        }
    }
}

/// The line until today: thick in contract, broken after a rupture.
fn segments(scale: &Scale, person: &PersonView) -> Vec<Path> {
    let (first, today) = (scale.first, scale.today);
    let mut worked = Vec::new();
    let mut broken = Vec::new();
    for training in &person.trainings {
        let enrolment = &training.enrolment;
        for contract in &enrolment.contracts {
            let end = contract.effective_end().unwrap_or(enrolment.end);
            worked.push((contract.start, end));
            if let Some(rupture) = contract.rupture {
                let kept = plus_months(rupture, MONTHS_AFTER_RUPTURE).min(enrolment.end);
                broken.push((rupture, kept));
            }
        }
    }
    let mut days: Vec<Date> = worked
        .iter()
        .chain(&broken)
        .flat_map(|(from, to)| [*from, *to])
        .chain([first, today])
        .filter(|day| (first..=today).contains(day))
        .collect();
    days.sort_unstable();
    days.dedup();
    let within = |periods: &[(Date, Date)], from: Date, to: Date| {
        periods
            .iter()
            .any(|(start, end)| *start <= from && to <= *end)
    };
    let mut paths: Vec<Path> = Vec::new();
    for pair in days.windows(2) {
        let &[from, to] = pair else { continue };
        let class = if within(&worked, from, to) {
            "line-seg line-seg-contract"
        } else if within(&broken, from, to) {
            "line-seg-broken"
        } else {
            "line-seg"
        };
        paths.push(Path {
            class,
            d: format!("M{} {LINE_Y}H{}", scale.x(from), scale.x(to)),
        });
    }
    paths
}

fn steps(t: Texts, person: &PersonView, past: &[Moment], future: &[Moment]) -> Vec<Step> {
    let step = |moment: &Moment, ahead: bool| {
        let mut class = String::from("line-step");
        if let Some(network) = moment.network {
            class += &format!(" is-{}", network_class(network));
        }
        for (applies, name) in [
            (moment.kind == Kind::Break, " is-broken"),
            (moment.kind == Kind::Limit, " is-limit"),
            (moment.in_contract, " is-contract"),
            (moment.late, " is-late"),
            (ahead, " is-future"),
        ] {
            if applies {
                class += name;
            }
        }
        let network = moment
            .network
            .map(|network| t.of_code("network", network.code()));
        Step {
            class,
            what: moment.name.clone(),
            when: words::dotted(&[
                Some(moment.in_full.as_str()).filter(|text| !text.is_empty()),
                network.as_deref(),
            ]),
        }
    };
    let stage = words::stage(t, person.computed.pathway.stage);
    let now = Step {
        class: "line-step is-now".to_owned(),
        what: t.one("line-now", "stage", stage),
        when: t.date(person.today),
    };
    past.iter()
        .map(|moment| step(moment, false))
        .chain([now])
        .chain(future.iter().map(|moment| step(moment, true)))
        .collect()
}

#[cfg(test)]
mod tests;
