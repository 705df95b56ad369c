//! What staff write in their own words: short, and without what must not be kept.

use tdu_domain::free_text::{Concern, Written, concern};

use crate::CaseworkError;

/// What somebody wrote, unless it is nothing, too long, or tells what must not be kept.
pub(crate) fn words(
    written: &Written,
    longest: usize,
    field: &'static str,
    problem: &'static str,
) -> Result<String, CaseworkError> {
    let text = written.text.trim();
    if text.is_empty() || text.chars().count() > longest {
        return Err(CaseworkError::Invalid { field, problem });
    }
    match written.concern() {
        None => Ok(text.to_owned()),
        Some(Concern::Number) => Err(number(field)),
        Some(Concern::Health) => Err(CaseworkError::Invalid {
            field,
            problem: "text-health",
        }),
    }
}

/// Refuses a text that holds a number that is never kept.
pub(crate) fn without_number(text: &str, field: &'static str) -> Result<(), CaseworkError> {
    if concern(text) == Some(Concern::Number) {
        return Err(number(field));
    }
    Ok(())
}

fn number(field: &'static str) -> CaseworkError {
    CaseworkError::Invalid {
        field,
        problem: "text-number",
    }
}
