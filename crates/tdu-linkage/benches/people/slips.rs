//! Slips of the keyboard, and of those who hold a paper in hand.

use super::contact;
use super::faults::Scene;
use super::random::Random;

pub(super) fn first_name_typo(scene: &mut Scene<'_>) -> bool {
    scene.record.first = mistyped(&scene.record.first, scene.random);
    true
}

pub(super) fn surname_typo(scene: &mut Scene<'_>) -> bool {
    scene.record.surname = mistyped(&scene.record.surname, scene.random).to_uppercase();
    true
}

pub(super) fn day_month(scene: &mut Scene<'_>) -> bool {
    match &mut scene.record.birth {
        Some((_, month, day)) if *day <= 12 && day != month => {
            std::mem::swap(month, day);
            true
        }
        _ => false,
    }
}

pub(super) fn wrong_digit(scene: &mut Scene<'_>) -> bool {
    let digit = scene.random.between(1, 9);
    let Some((year, month, day)) = &mut scene.record.birth else {
        return false;
    };
    match scene.random.below(4) {
        0 => *year = *year - *year % 10 + (*year + digit) % 10,
        1 => *year = 1900 + (*year - 1900 + digit * 10) % 200,
        2 => *month = (*month + digit - 1) % 12 + 1,
        _ => *day = (*day + digit - 1) % 28 + 1,
    }
    true
}

pub(super) fn wrong_day(scene: &mut Scene<'_>) -> bool {
    if let Some((_, _, day)) = &mut scene.record.birth {
        *day = if *day > 1 { *day - 1 } else { 2 };
    }
    true
}

pub(super) fn wrong_year(scene: &mut Scene<'_>) -> bool {
    let step = scene.random.pick(&[-1, 1]);
    if let Some((year, ..)) = &mut scene.record.birth {
        *year += step;
    }
    true
}

pub(super) fn first_of_january(scene: &mut Scene<'_>) -> bool {
    if let Some((_, month, day)) = &mut scene.record.birth {
        (*month, *day) = (1, 1);
    }
    true
}

pub(super) fn no_date(scene: &mut Scene<'_>) -> bool {
    scene.record.birth = None;
    true
}

pub(super) fn wrong_sex(scene: &mut Scene<'_>) -> bool {
    scene.record.sex = if scene.record.sex == 'M' { 'F' } else { 'M' };
    true
}

pub(super) fn near_commune(scene: &mut Scene<'_>) -> bool {
    scene.record.place = scene.places.near(scene.record.place, scene.random);
    true
}

pub(super) fn postcode_typo(scene: &mut Scene<'_>) -> bool {
    let scale = scene.random.pick(&[1, 10, 100]);
    let digit = scene.record.place.postcode / scale % 10;
    let other = (digit + u32::try_from(scene.random.between(1, 9)).unwrap_or(1)) % 10;
    scene.record.place.postcode = scene.record.place.postcode - digit * scale + other * scale;
    true
}

pub(super) fn email_typo(scene: &mut Scene<'_>) -> bool {
    let Some((user, domain)) = scene.record.email.split_once('@') else {
        return false;
    };
    scene.record.email = format!("{}@{domain}", mistyped(user, scene.random));
    true
}

pub(super) fn telephone_typo(scene: &mut Scene<'_>) -> bool {
    let mut digits: Vec<char> = scene.record.telephone.chars().collect();
    if digits.len() < 10 {
        return false;
    }
    let at = 2 + scene.random.below(7);
    if scene.random.chance(0.4) {
        digits.swap(at, at + 1);
    } else {
        digits[at] = char::from(b'0' + u8::try_from(scene.random.below(10)).unwrap_or(0));
    }
    scene.record.telephone = digits.into_iter().collect();
    true
}

pub(super) fn filler(scene: &mut Scene<'_>) -> bool {
    scene.record.telephone = contact::filler(scene.random);
    true
}

/// One slip of the keyboard; two, rarely.
fn mistyped(text: &str, random: &mut Random) -> String {
    const ROWS: [&str; 3] = ["azertyuiop", "qsdfghjklm", "wxcvbn"];
    let mut letters: Vec<char> = text.chars().collect();
    let slips = if random.chance(0.05) { 2 } else { 1 };
    for _ in 0..slips {
        if letters.len() < 2 {
            break;
        }
        let at = random.below(letters.len());
        let lower = letters[at].to_lowercase().next().unwrap_or('e');
        let row = ROWS
            .iter()
            .find(|row| row.contains(lower))
            .unwrap_or(&ROWS[0]);
        let key = row.find(lower).unwrap_or(0);
        let beside = if key == 0 {
            1
        } else {
            key + 1 - random.below(2) * 2
        };
        let neighbour = row.chars().nth(beside).unwrap_or('e');
        match random.below(6) {
            0 => letters[at] = neighbour,
            1 => letters.insert(at, neighbour),
            2 => letters.insert(at, lower),
            3 if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => {
                letters.remove(at);
            }
        }
    }
    letters.into_iter().collect()
}
