//! The exam at the end of a training, and what it says of the diploma.

use jiff::civil::Date;

use crate::calendar::{birthday, plus_months};
use crate::pathway::PathwayFacts;
use crate::person::coded;
use crate::rupture::Refused;

/// Months after which an exam is no longer noted.
const NOTED_WITHIN: i32 = 36;
/// Age under which no diploma is obtained.
const YOUNGEST: i16 = 14;

coded! {
    /// How an exam ended.
    ExamOutcome {
        /// Passed: the diploma is obtained.
        Passed = "passed",
        /// In part: some units are kept for another session.
        Partial = "partial",
        /// Failed.
        Failed = "failed",
        /// The young person did not come.
        Absent = "absent",
    }
}

impl ExamOutcome {
    /// Whether the diploma is obtained.
    #[must_use]
    pub fn gives_diploma(self) -> bool {
        self == Self::Passed
    }
}

/// Whether an exam may be noted: there is a training it ends, it took place, and no diploma is obtained yet.
pub fn exam_allowed(facts: &PathwayFacts, on: Date, today: Date) -> Result<(), Refused> {
    let refused = |field, problem| Err(Refused { field, problem });
    let Some(training) = facts.current_training() else {
        return refused("form", "exam-no-training");
    };
    if on > today {
        return refused("on", "date-in-future");
    }
    if on < plus_months(today, -NOTED_WITHIN) {
        return refused("on", "date-too-old");
    }
    if on < training.enrolment.start {
        return refused("on", "exam-before-training");
    }
    if training.diploma == Some(true) {
        return refused("form", "exam-diploma-obtained");
    }
    Ok(())
}

/// Whether it may be told that a diploma is obtained or not, on a day or on none: a day goes with a diploma,
/// that nobody obtains as a child.
pub fn diploma_allowed(
    obtained: bool,
    on: Option<Date>,
    born: Option<Date>,
    today: Date,
) -> Result<(), Refused> {
    let Some(on) = on else {
        return Ok(());
    };
    let problem = if !obtained {
        "diploma-day-alone"
    } else if on > today {
        "date-in-future"
    } else if born.is_some_and(|born| on < birthday(born, YOUNGEST)) {
        "diploma-too-young"
    } else {
        return Ok(());
    };
    Err(Refused {
        field: "on",
        problem,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::facts::SourceFacts;
    use crate::organisation::SourceSystem;

    const TODAY: Date = date(2026, 7, 10);

    fn trained(diploma: Option<bool>) -> PathwayFacts {
        let facts = SourceFacts {
            training_start: Some(date(2024, 9, 2)),
            training_end: Some(date(2026, 6, 30)),
            diploma_obtained: diploma,
            ..SourceFacts::default()
        };
        PathwayFacts::of([(SourceSystem::Erp, &facts)])
    }

    fn refusal(facts: &PathwayFacts, on: Date) -> Option<&'static str> {
        let allowed = exam_allowed(facts, on, TODAY);
        allowed.err().map(|refused| refused.problem)
    }

    #[test]
    fn an_exam_ends_a_training_that_has_no_diploma_yet() {
        let on = date(2026, 6, 12);
        for open in [None, Some(false)] {
            assert_eq!(refusal(&trained(open), on), None);
        }
        let done = refusal(&trained(Some(true)), on);
        assert_eq!(done, Some("exam-diploma-obtained"));
        let nobody = refusal(&PathwayFacts::default(), on);
        assert_eq!(nobody, Some("exam-no-training"));
    }

    #[test]
    fn an_exam_takes_place_during_the_training_or_after_and_never_tomorrow() {
        let facts = trained(None);
        let before = refusal(&facts, date(2024, 9, 1));
        assert_eq!(before, Some("exam-before-training"));
        assert_eq!(refusal(&facts, date(2026, 7, 11)), Some("date-in-future"));
        assert_eq!(refusal(&facts, date(2023, 7, 9)), Some("date-too-old"));
        assert_eq!(refusal(&facts, TODAY), None);
    }

    #[test]
    fn a_day_goes_with_a_diploma_that_no_child_obtains() {
        let born = Some(date(2007, 3, 4));
        let told = |obtained, on| diploma_allowed(obtained, Some(on), born, TODAY);
        let problem = |told: Result<(), Refused>| told.err().map(|refused| refused.problem);
        assert_eq!(problem(told(true, date(2021, 3, 4))), None);
        assert_eq!(
            problem(told(true, date(2021, 3, 3))),
            Some("diploma-too-young")
        );
        assert_eq!(
            problem(told(true, date(2026, 7, 11))),
            Some("date-in-future")
        );
        assert_eq!(problem(told(false, TODAY)), Some("diploma-day-alone"));
        assert!(diploma_allowed(false, None, born, TODAY).is_ok());
        assert!(diploma_allowed(true, Some(date(1990, 1, 1)), None, TODAY).is_ok());
    }
}
