//! A key for the learners whose file gives none.

use jiff::civil::Date;
use tdu_domain::codes::Ine;

use crate::text::fold_words;

/// The INE if there is one; otherwise `personne-` and 16 hexadecimal digits: the 64-bit FNV-1a hash
/// of the birth name, the first name (without accents, case or punctuation) and the birth date.
/// The same person gives the same key in each delivery; a corrected spelling gives a new one.
pub(crate) fn stable_key(ine: Option<&Ine>, name: &str, first_name: &str, birth: Date) -> String {
    if let Some(ine) = ine {
        return ine.as_str().to_owned();
    }
    let text = format!("{}\n{}\n{birth}", fold_words(name), fold_words(first_name));
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("personne-{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_key_ignores_how_the_name_is_typed() {
        let birth = date(2008, 3, 31);
        let key = stable_key(None, "LE GUEN", "Élodie", birth);
        assert_eq!(key, stable_key(None, "Le-Guen", "elodie", birth));
        assert_ne!(
            key,
            stable_key(None, "Le-Guen", "elodie", date(2008, 3, 30))
        );
        assert_eq!(key, "personne-361f1d0f1e8efc5a");
    }
}
