//! Telephone numbers, overseas France included.

use phonenumber::{Mode, country};

/// French numbers as `0…` (ten digits), others as `+…`; `None` for what cannot be dialled.
pub(crate) fn normalise(text: &str) -> Option<String> {
    let number = phonenumber::parse(Some(country::FR), text).ok()?;
    if !phonenumber::is_valid(&number) {
        return None;
    }
    let international = number.format().mode(Mode::E164).to_string();
    Some(match international.strip_prefix("+33") {
        Some(national) => format!("0{national}"),
        None => international,
    })
}
