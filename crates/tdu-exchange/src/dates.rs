//! Civil dates as other systems write them. The day always comes before the month.

use jiff::civil::{Date, date};

use crate::issue::IssueCode;

/// Outside these years a date is a slip of the keyboard or a way to say "never".
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A text that is not a date: unreadable, or impossible in the calendar.
pub(crate) type DateResult = Result<Date, IssueCode>;

/// `AAAA-MM-JJ` at the start of the text; the rest (a time, a zone) is ignored.
pub(crate) fn parse_iso(text: &str) -> DateResult {
    let bytes = text.trim().as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return Err(IssueCode::UnreadableDate);
    }
    let year = digits(&bytes[0..4]);
    let month = digits(&bytes[5..7]);
    let day = digits(&bytes[8..10]);
    build(year, month, day)
}

/// A date in a cell: `AAAA-MM-JJ`, `JJ/MM/AAAA` (also with `-` or `.`), or an Excel serial, with an
/// optional time after it.
pub(crate) fn parse_cell(text: &str) -> DateResult {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' {
        return match bytes.get(10) {
            None | Some(b' ' | b'T') => parse_iso(text),
            Some(_) => Err(IssueCode::UnreadableDate),
        };
    }
    if let Some(serial) = excel_serial(text) {
        return serial;
    }
    parse_day_first(text)
}

/// A date in a SIFA file: `JJMMAAAA`, `JJ/MM/AAAA` or `AAAA-MM-JJ`.
pub(crate) fn parse_sifa(text: &str) -> DateResult {
    let bytes = text.trim().as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        return build(
            digits(&bytes[4..8]),
            digits(&bytes[2..4]),
            digits(&bytes[0..2]),
        );
    }
    // A spreadsheet drops the zero of the first nine days of the month.
    if bytes.len() == 7 && bytes.iter().all(u8::is_ascii_digit) {
        return build(
            digits(&bytes[3..7]),
            digits(&bytes[1..3]),
            digits(&bytes[0..1]),
        );
    }
    parse_cell(text)
}

fn parse_day_first(text: &str) -> DateResult {
    let (date, _time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let mut parts = date.split(['/', '-', '.']);
    let (Some(day), Some(month), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(IssueCode::UnreadableDate);
    };
    if !(1..=2).contains(&day.len()) || !(1..=2).contains(&month.len()) || year.len() != 4 {
        return Err(IssueCode::UnreadableDate);
    }
    build(
        digits(year.as_bytes()),
        digits(month.as_bytes()),
        digits(day.as_bytes()),
    )
}

/// Days since 30 December 1899, from 20000 (October 1954) to 60000 (April 2064): outside, the
/// number is something else.
fn excel_serial(text: &str) -> Option<DateResult> {
    let whole = text.split_once(['.', ',']).map_or(text, |(whole, time)| {
        if time.bytes().all(|b| b.is_ascii_digit()) {
            whole
        } else {
            text
        }
    });
    if whole.len() != 5 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let days: i64 = whole.parse().ok()?;
    Some(if (20_000..=60_000).contains(&days) {
        date(1899, 12, 30)
            .checked_add(jiff::Span::new().days(days))
            .map_err(|_| IssueCode::ImpossibleDate)
    } else {
        Err(IssueCode::UnreadableDate)
    })
}

fn digits(bytes: &[u8]) -> Option<i16> {
    bytes.iter().try_fold(0, |number: i16, b| {
        b.is_ascii_digit()
            .then(|| number * 10 + i16::from(b - b'0'))
    })
}

fn build(year: Option<i16>, month: Option<i16>, day: Option<i16>) -> DateResult {
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return Err(IssueCode::UnreadableDate);
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return Err(IssueCode::ImpossibleDate);
    };
    if !YEARS.contains(&year) {
        return Err(IssueCode::ImpossibleDate);
    }
    Date::new(year, month, day).map_err(|_| IssueCode::ImpossibleDate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2008-03-31", Ok(date(2008, 3, 31)))]
    #[case(" 2008-03-31T22:00:00.000Z ", Ok(date(2008, 3, 31)))]
    #[case("2008-02-30", Err(IssueCode::ImpossibleDate))]
    #[case("31/03/2008", Err(IssueCode::UnreadableDate))]
    #[case("20080331", Err(IssueCode::UnreadableDate))]
    #[case("éééééééééé", Err(IssueCode::UnreadableDate))]
    fn national_dates(#[case] text: &str, #[case] expected: DateResult) {
        assert_eq!(parse_iso(text), expected);
    }

    #[rstest]
    #[case("2008-03-31 00:00:00", Ok(date(2008, 3, 31)))]
    #[case("31/03/2008", Ok(date(2008, 3, 31)))]
    #[case("31-03-2008", Ok(date(2008, 3, 31)))]
    #[case("31.03.2008 00:00:00", Ok(date(2008, 3, 31)))]
    #[case("1/2/2008", Ok(date(2008, 2, 1)))]
    #[case("39538", Ok(date(2008, 3, 31)))]
    #[case("39538.5", Ok(date(2008, 3, 31)))]
    #[case("03/31/2008", Err(IssueCode::ImpossibleDate))]
    #[case("99999", Err(IssueCode::UnreadableDate))]
    #[case("31/03/08", Err(IssueCode::UnreadableDate))]
    #[case("mars 2008", Err(IssueCode::UnreadableDate))]
    #[case("2008-03-31x", Err(IssueCode::UnreadableDate))]
    fn dates_of_cells(#[case] text: &str, #[case] expected: DateResult) {
        assert_eq!(parse_cell(text), expected);
    }

    #[rstest]
    #[case("31032008", Ok(date(2008, 3, 31)))]
    #[case("1032008", Ok(date(2008, 3, 1)))]
    #[case("31/03/2008", Ok(date(2008, 3, 31)))]
    #[case("2008-03-31", Ok(date(2008, 3, 31)))]
    #[case("20080331", Err(IssueCode::ImpossibleDate))]
    fn dates_of_sifa(#[case] text: &str, #[case] expected: DateResult) {
        assert_eq!(parse_sifa(text), expected);
    }
}
