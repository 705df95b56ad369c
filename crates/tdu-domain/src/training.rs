//! The craft trades, by ROME code, as people call them.

use crate::codes::RomeCode;
use crate::text::fold;

/// Trades the craft centres teach: ROME 3 and ROME 4.0 codes, name. Pairings are the project's own.
const TRADES: &[(&str, &str)] = &[
    ("A1503", "Toiletteur"),
    ("B1602", "Verrier"),
    ("B1603", "Bijoutier"),
    ("B1604", "Horloger"),
    ("B1605", "Bijoutier"),
    ("B1802", "Maroquinier"),
    ("B1803", "Couturier"),
    ("B1806", "Tapissier"),
    ("D1101", "Boucher"),
    ("D1102", "Boulanger"),
    ("D1103", "Charcutier-traiteur"),
    ("D1104", "Pâtissier"),
    ("D1105", "Poissonnier"),
    ("D1106", "Vendeur en alimentation"),
    ("D1115", "Chocolatier"),
    ("D1118", "Glacier"),
    ("D1202", "Coiffeur"),
    ("D1205", "Pressing"),
    ("D1206", "Cordonnier"),
    ("D1208", "Esthéticien"),
    ("D1209", "Fleuriste"),
    ("F1501", "Charpentier"),
    ("F1503", "Charpentier bois"),
    ("F1601", "Plâtrier"),
    ("F1602", "Électricien"),
    ("F1603", "Plombier-chauffagiste"),
    ("F1604", "Plaquiste"),
    ("F1606", "Peintre en bâtiment"),
    ("F1607", "Menuisier installateur"),
    ("F1608", "Carreleur"),
    ("F1610", "Couvreur"),
    ("F1612", "Tailleur de pierre"),
    ("F1613", "Étancheur"),
    ("F1616", "Menuisier installateur"),
    ("F1619", "Couvreur"),
    ("F1703", "Maçon"),
    ("G1602", "Cuisinier"),
    ("G1603", "Employé polyvalent de restauration"),
    ("G1609", "Cuisinier"),
    ("G1803", "Serveur"),
    ("H2206", "Menuisier fabricant"),
    ("H2207", "Ébéniste"),
    ("H2911", "Métallier"),
    ("I1306", "Frigoriste"),
    ("I1308", "Chauffagiste"),
    ("I1604", "Mécanicien automobile"),
    ("I1606", "Carrossier"),
    ("I1607", "Mécanicien motocycles"),
    ("I1609", "Peintre automobile"),
    ("I1613", "Mécanicien poids lourds"),
    ("I1621", "Tôlier"),
    ("J1410", "Prothésiste dentaire"),
];

/// The usual name of a trade, when the table has it.
#[must_use]
pub fn trade_name(code: &RomeCode) -> Option<&'static str> {
    TRADES
        .binary_search_by_key(&code.as_str(), |trade| trade.0)
        .ok()
        .map(|at| TRADES[at].1)
}

/// The names of the trades, each once, in alphabetical order.
#[must_use]
pub fn trade_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = TRADES.iter().map(|trade| trade.1).collect();
    names.sort_unstable_by_key(|name| fold(name));
    names.dedup();
    names
}

/// The trade of a name, however it is written, or of a code.
#[must_use]
pub fn trade_named(text: &str) -> Option<RomeCode> {
    let sought = fold(text);
    let (code, _) = TRADES
        .iter()
        .find(|(code, name)| fold(name) == sought || fold(code) == sought)?;
    RomeCode::parse(code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_codes_are_valid() {
        assert!(TRADES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, name) in TRADES {
            assert_eq!(trade_name(&RomeCode::parse(code).unwrap()), Some(*name));
        }
    }

    #[test]
    fn a_trade_is_found_by_its_name_however_it_is_written() {
        let found = |text: &str| trade_named(text).map(|code| code.to_string());
        assert_eq!(found(" patissier ").as_deref(), Some("D1104"));
        assert_eq!(found("d1104").as_deref(), Some("D1104"));
        assert_eq!(found("astronaute"), None);
        assert!(trade_names().iter().all(|name| trade_named(name).is_some()));
    }
}
